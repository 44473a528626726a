import { spawnSync } from 'node:child_process';
import { transform } from 'esbuild';
import { parse as parseYaml, parseAllDocuments } from 'yaml';
import type { RenderedBlock } from './rendered-blocks.ts';

/** Parses a block of code in its language. Returns what is wrong with it, or null. Throws for a language that has no parser here. */
export async function findFault({ language, code }: RenderedBlock): Promise<string | null> {
  switch (language) {
    case 'sh': {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' });
      return status === 0 ? null : stderr;
    }
    case 'json':
      return faultOf(() => JSON.parse(code));
    case 'yaml':
      return parseAllDocuments(code).flatMap(({ errors }) => errors)[0]?.message ?? null;
    case 'md':
      return faultOf(() => parseYaml(/^---\n([\s\S]*?)\n---\n/.exec(code)?.[1] ?? ''));
    case 'js':
    case 'ts':
      return transform(code, { loader: language }).then(
        () => null,
        (error: unknown) => String(error),
      );
    default:
      throw new Error(`There is no parser for ${language}; mark the block as shown.`);
  }
}

function faultOf(parse: () => unknown): string | null {
  try {
    parse();
    return null;
  } catch (error) {
    return String(error);
  }
}
