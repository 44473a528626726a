import { env } from 'node:process';

export default function echo(input: unknown): { input: unknown; variables: string[] } {
  return { input, variables: Object.keys(env) };
}
