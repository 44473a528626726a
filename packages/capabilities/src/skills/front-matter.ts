import { parse } from 'yaml';
import { z } from 'zod';

/** YAML of this length is read in well under a millisecond, without aliases. */
const MAX_FRONT_MATTER = 8 * 1024;
const FRONT_MATTER = /^---\r?\n([^]*?)\r?\n---(?:\r?\n|$)/;

const Fields = z.object({ description: z.string().min(1).max(1_024) });

export interface SkillText {
  description: string;
  body: string;
  /** What is wrong with the front matter, or null. */
  problem: string | null;
}

/** Takes the text of a skill apart. One without a front matter that can be read is still a skill, without a description. */
export function readFrontMatter(text: string): SkillText {
  const match = FRONT_MATTER.exec(text.slice(0, MAX_FRONT_MATTER));
  if (match === null)
    return { description: '', body: text, problem: 'SKILL.md does not begin with front matter (---).' };
  const body = text.slice(match[0].length).trimStart();
  const fields = Fields.safeParse(parseYaml(match[1] ?? ''));
  if (fields.success) return { description: fields.data.description, body, problem: null };
  return { description: '', body, problem: 'The front matter of SKILL.md has no description.' };
}

function parseYaml(text: string): unknown {
  try {
    const value: unknown = parse(text, { maxAliasCount: 0 });
    return value;
  } catch {
    return null;
  }
}
