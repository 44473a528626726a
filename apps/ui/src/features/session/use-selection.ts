'use client';
import { parseAsString, useQueryStates } from 'nuqs';

const parsers = { turn: parseAsString, span: parseAsString };

export interface Selection {
  turn: string | null;
  /** The key of a row of the waterfall of that turn. */
  span: string | null;
}

/** What is chosen, which the address holds, so that it is a link and every lens shows the same. */
export function useSelection(): [Selection, (next: Partial<Selection>) => void] {
  const [chosen, setChosen] = useQueryStates(parsers);
  return [chosen, (next) => void setChosen(next)];
}
