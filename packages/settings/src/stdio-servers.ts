import { messageOf } from '@everruns/kernel';
import { readFileSync } from 'node:fs';
import { McpPolicyOverrides, McpServerName, McpToolFilter, OrganizationId } from '@everruns/schemas';
import { z } from 'zod';

const MAX_SERVERS = 32;
const MAX_TEXT = 32 * 1024;
const VariableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of a variable');

/** A program that the operator lets agents use over its standard input and output. */
const StdioServer = z.strictObject({
  command: z.string().min(1).max(MAX_TEXT),
  args: z.array(z.string().max(MAX_TEXT)).max(200).default([]),
  /** Variables of its environment. */
  env: z.record(VariableName, z.string().max(MAX_TEXT)).default({}),
  /** Variables that it gets from the environment of this process. */
  pass_env: z.array(VariableName).max(100).default([]),
  cwd: z.string().min(1).max(MAX_TEXT).optional(),
  /** Whose agents may use it. Absent: those of the default organization. */
  organizations: z.union([z.literal('all'), z.array(OrganizationId).min(1).max(1_000)]).optional(),
  tool_filter: McpToolFilter.optional(),
  policy_overrides: McpPolicyOverrides.optional(),
});
export type StdioServer = z.infer<typeof StdioServer>;

/** As other clients of the protocol write it down. */
const StdioFile = z.strictObject({
  mcpServers: z
    .record(McpServerName, StdioServer)
    .refine((servers) => Object.keys(servers).length <= MAX_SERVERS, `must name at most ${MAX_SERVERS} servers`),
});

/** JSON, or the path of a file with it: `{"mcpServers": {"files": {"command": "…", "args": []}}}`. */
export const stdioServers = z
  .string()
  .default('')
  .transform((text, context): Readonly<Record<string, StdioServer>> => {
    if (text === '') return {};
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const isJson = text.trimStart().startsWith('{');
    try {
      const parsed = StdioFile.safeParse(JSON.parse(isJson ? text : readFileSync(text, 'utf8')));
      if (parsed.success) return parsed.data.mcpServers;
      const [issue] = parsed.error.issues;
      return refuse(`has a fault at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    } catch (error) {
      // What JSON.parse says quotes the text, which may hold secrets.
      return refuse(error instanceof SyntaxError ? 'is no JSON' : `cannot be read: ${messageOf(error)}`);
    }
  });

export interface StdioProgram {
  command: string;
  args: readonly string[];
  /** The whole of it: a program gets nothing else of the environment of this process. */
  env: Readonly<Record<string, string>>;
  cwd?: string | undefined;
}

const INHERITED = ['PATH', 'HOME', 'LANG', 'TMPDIR'];

/** The programs by name, with the variables that they are given. */
export function toStdioPrograms(
  servers: Readonly<Record<string, StdioServer>>,
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, StdioProgram> {
  return new Map(
    Object.entries(servers).map(([name, { command, args, env: given, pass_env: passed, cwd }]) => {
      const taken = [...INHERITED, ...passed].flatMap((variable) => {
        const value = env[variable];
        return value === undefined ? [] : [[variable, value] as const];
      });
      return [name, { command, args, env: { ...Object.fromEntries(taken), ...given }, cwd }];
    }),
  );
}
