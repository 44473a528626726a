'use client';
import { useState } from 'react';
import { useMySubject } from '@/data/use-me.ts';

export interface OnlyMeChoice {
  /** The subject of a session that only this person sees, if they want one. */
  subject: string | undefined;
  isOn: boolean;
  /** Absent where nobody has an account, and every session is everybody's. */
  onChange: ((isOn: boolean) => void) | undefined;
}

/** Whether a session that is begun here is seen by this person only. */
export function useOnlyMe(): OnlyMeChoice {
  const mine = useMySubject();
  const [isOn, setIsOn] = useState(false);
  return { subject: isOn ? mine : undefined, isOn, onChange: mine === undefined ? undefined : setIsOn };
}

export function OnlyMe({ isOn, onChange }: OnlyMeChoice) {
  if (onChange === undefined) return null;
  return (
    <label className="flex h-7 items-center gap-1.5 px-1 text-xs text-muted">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      Only me
    </label>
  );
}
