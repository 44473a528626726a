'use client';
import { useEffect, useRef, useState, type ComponentProps } from 'react';
import { Input } from '@/design/field.tsx';

/** How long somebody has stopped typing before their text counts. */
const QUIET_MS = 300;

export interface LateInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  value: string;
  onChange: (text: string) => void;
}

/** A field whose text counts when somebody has stopped typing, presses Enter or leaves it, so that not every letter is a request. */
export function LateInput({ value, onChange, ...props }: LateInputProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = (next: string): void => {
    clearTimeout(timer.current);
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  };
  useEffect(() => {
    if (value === told.current) return;
    clearTimeout(timer.current);
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <Input
      value={text}
      onChange={({ target }) => {
        const next = target.value;
        setText(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => tell(next), QUIET_MS);
      }}
      onKeyDown={({ key }) => key === 'Enter' && tell(text)}
      onBlur={() => tell(text)}
      {...props}
    />
  );
}
