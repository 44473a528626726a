import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { code, formatTable } from './format.ts';
import type { GeneratedPage } from './page.ts';

/** The capabilities of this release with their tools, from the catalog that the product offers. */
export function generateCapabilitiesPage(): GeneratedPage {
  const sections = [...CAPABILITY_CATALOG.values()].map(({ id, name, description, tools }) => {
    const rows = tools.map((tool) => [
      code(tool.name),
      tool.effect,
      tool.policy,
      `${tool.timeout_ms / 1_000} s`,
      tool.description,
    ]);
    return `## ${name}\n\n${code(id)}: ${description}\n\n${formatTable(['tool', 'effect', 'policy', 'timeout', 'what the model is told'], rows)}`;
  });
  const intro =
    'What agents can do with code on the server, and the tools that models see. An agent names the ones that it has in `capabilities`. [Capabilities](../concepts/capabilities.md) explains them, and [tools](../guides/tools.md) what an effect means.';
  return {
    file: 'reference/capabilities.md',
    markdown: `# Capabilities and their tools\n\n${intro}\n\n${sections.join('\n\n')}\n`,
  };
}
