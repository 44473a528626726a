'use client';
import type { SessionState, TurnState } from '@everruns/sdk';
import { useMemo, useState } from 'react';
import { useLiveSessions } from '../live/use-live-sessions.ts';
import { listAbove, listOpenSubagents, listRows, type Row } from './list-rows.ts';

interface WaterfallOptions {
  turn: TurnState;
  state: SessionState;
  end: number;
  isOpen: boolean;
  /** The key of the chosen row. What hides it is opened at first. */
  chosen: string | null;
}

const NOBODY: ReadonlyMap<string, SessionState> = new Map();

/** The rows of a turn's waterfall with those of its open sub-agents, whose sessions are read when they are opened. */
export function useRows({ turn, state, end, isOpen, chosen }: WaterfallOptions) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(() => new Set(chosen === null ? [] : listAbove(chosen)));
  const toggle = (keys: readonly string[]): void =>
    setToggled(
      (before) =>
        new Set([...before].filter((key) => !keys.includes(key)).concat(keys.filter((key) => !before.has(key)))),
    );
  // A sub-agent's own sub-agents are known once its session is read, so that each round finds those one level further down.
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const subagents = useLiveSessions(isOpen ? wanted : []);
  const rows = useMemo(
    () => (isOpen ? listRows({ turn, state, end, subagents: subagents.size === 0 ? NOBODY : subagents, toggled }) : []),
    [isOpen, turn, state, end, subagents, toggled],
  );
  const open = listOpenSubagents(rows);
  if (open.join(' ') !== wanted.join(' ')) setWanted(open);
  return {
    rows,
    toggle,
    closeAll: () => toggle(listToToggle(rows, true)),
    openAll: () => toggle(listToToggle(rows, false)),
  };
}

function listToToggle(rows: readonly Row[], isOpen: boolean): string[] {
  return rows.filter((row) => row.isOpen === isOpen).map(({ key }) => key);
}
