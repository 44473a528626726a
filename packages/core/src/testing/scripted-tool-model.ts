import { createToolModel } from '../llm/tool-model.ts';
import type { ToolModel } from '../ports/tool-model.ts';
import { makeAtom, makeModel } from './builders.ts';
import { createFakeClock } from './fake-clock.ts';
import { NO_HEADS } from './no-heads.ts';
import { createScriptedDriver, type ScriptedAnswer, type ScriptedDriver } from './scripted-driver.ts';

/** The model of a turn as tools ask it, which gives these answers, and none after them. */
export function createScriptedToolModel(
  answers: readonly ScriptedAnswer[] = [],
  { window = 1_000_000 }: { window?: number } = {},
): ToolModel & { driver: ScriptedDriver } {
  const driver = createScriptedDriver(answers);
  const model = createToolModel({
    atom: makeAtom({ kind: 'act', ordinal: 0 }),
    model: makeModel({ context_window_tokens: window }),
    connect: () => driver,
    heads: NO_HEADS,
    clock: createFakeClock(),
  });
  return { ...model, driver };
}
