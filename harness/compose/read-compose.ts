import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const COMPOSE_FILE = path.join(import.meta.dirname, 'compose.yaml');

const Service = z.looseObject({
  image: z.string(),
  build: z.looseObject({ target: z.string() }).optional(),
  command: z.array(z.string()).default([]),
  entrypoint: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  volumes: z.array(z.string()).default([]),
});
export type ComposeService = z.output<typeof Service>;
const Compose = z.looseObject({ services: z.record(z.string(), Service) });

const VARIABLE = /\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})/g;

/**
 * Reads `compose.yaml` as Docker Compose does: merge keys, then the variables of `env`. Throws where one that has no default is missing.
 */
export async function readCompose(env: Readonly<Record<string, string>>): Promise<Map<string, ComposeService>> {
  const document = parse(await readFile(COMPOSE_FILE, 'utf8'), { merge: true }) as unknown;
  return new Map(Object.entries(Compose.parse(interpolate(document, env)).services));
}

function interpolate(value: unknown, env: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((each) => interpolate(each, env));
  if (typeof value === 'string') return value.replaceAll(VARIABLE, (...found) => fill(found as string[], env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, interpolate(each, env)]));
}

function fill(
  [, name, rule, fallback]: readonly (string | undefined)[],
  env: Readonly<Record<string, string>>,
): string {
  if (name === undefined) return '$';
  const given = env[name] || undefined;
  if (given === undefined && rule === '?') throw new Error(`${name} is not set: ${fallback}`);
  return given ?? (rule === '-' ? (fallback ?? '') : '');
}
