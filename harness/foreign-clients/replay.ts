import { z } from 'zod';
import type { ApiClient } from '../dev/api-client.ts';

/** One request of a foreign client, and what it reads in the answer. Texts may hold `{name}` of what was remembered. */
export interface Step {
  say: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  status: number;
  /** What the client reads, by path (`data.0.id`): a value, a name in braces, or what such a value must be. */
  reads?: Readonly<Record<string, unknown>>;
  /** What later steps name: name → path. */
  keeps?: Readonly<Record<string, string>>;
  /** The client asks again until the answer is so, or for this long. */
  untilMs?: number;
}

/** A check of a value that is not known before. */
export type Check = (value: unknown) => boolean;

export const isUuid: Check = (value) => z.uuid().safeParse(value).success;
export const isTime: Check = (value) => z.iso.datetime().safeParse(value).success;
export const isText: Check = (value) => typeof value === 'string' && value !== '';
export const isWhole: Check = (value) => Number.isInteger(value);
export const isAbsent: Check = (value) => value === undefined;
export const isTrue: Check = (value) => value === true;
export const hasLength =
  (least: number, most = Infinity): Check =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most;

/** Plays the steps in order. Returns a line for each that went otherwise, and how many values were checked. */
export async function replay(api: ApiClient, steps: readonly Step[]): Promise<{ faults: string[]; checked: number }> {
  const kept = new Map<string, string>();
  const faults: string[] = [];
  let checked = 0;
  for (const step of steps) {
    const fault = await play(api, step, kept);
    checked += 1 + Object.keys(step.reads ?? {}).length;
    if (fault !== null) faults.push(`${step.say}: ${fault}`);
  }
  return { faults, checked };
}

async function play(api: ApiClient, step: Step, kept: Map<string, string>): Promise<string | null> {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => kept.get(name) ?? whole);
  const until = performance.now() + (step.untilMs ?? 0);
  for (;;) {
    const response = await api.fetch(step.method, fill(step.path), {
      ...(step.body === undefined ? {} : { body: JSON.parse(fill(JSON.stringify(step.body))) as unknown }),
      ...(step.headers === undefined ? {} : { headers: step.headers }),
    });
    const text = await response.text();
    const json: unknown =
      text === '' || !/json/.test(response.headers.get('content-type') ?? '') ? text : JSON.parse(text);
    const fault = findFault(step, { status: response.status, json }, fill);
    if (fault === null)
      for (const [name, path] of Object.entries(step.keeps ?? {})) kept.set(name, String(at(json, path)));
    if (fault === null || performance.now() > until) return fault;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function findFault(
  { status, reads = {} }: Step,
  answer: { status: number; json: unknown },
  fill: (text: string) => string,
): string | null {
  if (answer.status !== status) return `${answer.status} for ${status}: ${JSON.stringify(answer.json).slice(0, 300)}`;
  for (const [path, wanted] of Object.entries(reads)) {
    const found = at(answer.json, path);
    const isRight =
      typeof wanted === 'function'
        ? (wanted as Check)(found)
        : JSON.stringify(found) === JSON.stringify(typeof wanted === 'string' ? fill(wanted) : wanted);
    if (!isRight) return `${path || 'the answer'} is ${JSON.stringify(found)?.slice(0, 300)}`;
  }
  return null;
}

function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null)?.[name], value);
}
