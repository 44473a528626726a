import type { Controls, StandingControls } from '@everruns/schemas';

export interface ControlsOfTurn {
  agent: StandingControls | undefined;
  session: StandingControls | null;
  message: Controls | null;
}

/** Returns what a turn asks of the model: each control by the nearest that has it. Null: nothing. */
export function nearestControls({ agent, session, message }: ControlsOfTurn): Controls | null {
  const controls = { ...agent, ...session, ...message };
  return Object.keys(controls).length === 0 ? null : controls;
}
