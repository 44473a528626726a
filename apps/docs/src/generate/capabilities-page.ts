import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { z } from 'zod';
import { code, formatTable } from './format.ts';
import { describeBounds, describeType, type Schema } from './json-schema.ts';
import type { GeneratedPage } from './page.ts';

/** The capabilities of this release with their tools, from the catalog that the product offers. */
export function generateCapabilitiesPage(): GeneratedPage {
  const sections = [...CAPABILITY_CATALOG.values()].map(({ id, name, description, tools, configSchema }) => {
    const rows = tools.map((tool) => [
      code(tool.name),
      tool.effect,
      tool.policy,
      `${tool.timeout_ms / 1_000} s`,
      tool.description,
    ]);
    const head = ['tool', 'effect', 'policy', 'timeout', 'what the model is told'];
    const table = rows.length === 0 ? 'Its tools are those that its settings describe.' : formatTable(head, rows);
    const settings = configSchema === undefined ? [] : [formatSettings(configSchema)];
    return [`## ${name}`, `${code(id)}: ${description}`, table, ...settings].join('\n\n');
  });
  const intro =
    'What agents can do with code on the server, and the tools that models see. An agent names the ones that it has in `capabilities`. [Capabilities](../concepts/capabilities.md) explains them, and [tools](../guides/tools.md) what an effect means.';
  return {
    file: 'reference/capabilities.md',
    markdown: `# Capabilities and their tools\n\n${intro}\n\n${sections.join('\n\n')}\n`,
  };
}

/** The settings of a capability, from the schema of which the UI makes its form. */
function formatSettings(configSchema: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(configSchema, { io: 'input' }) as Schema;
  const rows = Object.entries(properties).map(([name, schema]) => [
    code(name),
    describeType(schema),
    required.includes(name) ? 'required' : describeBounds(schema),
    schema.description ?? '',
  ]);
  return formatTable(['setting', 'type', 'limits', 'meaning'], rows);
}
