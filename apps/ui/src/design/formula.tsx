'use client';
import { useEffect, useRef, useState } from 'react';
import { readMath } from './mark-math.ts';

/** A formula in TeX, marked as `markMath` does, drawn by the browser as MathML. Until its script is there, and where it cannot be read, its source stands there. */
export function Formula({ code }: { code: string }) {
  const { tex, isBlock } = readMath(code) ?? { tex: code, isBlock: false };
  const place = useRef<HTMLSpanElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => {
    let isLeft = false;
    import('./draw-formula.ts').then(
      ({ drawFormula }) => {
        if (!isLeft && place.current !== null) setIsDrawn(drawFormula(place.current, { tex, isBlock }));
      },
      () => undefined,
    );
    return () => {
      isLeft = true;
    };
  }, [tex, isBlock]);
  return (
    <>
      <span ref={place} className={isBlock ? 'block overflow-x-auto py-1' : undefined} hidden={!isDrawn} />
      {!isDrawn && <code>{tex}</code>}
    </>
  );
}
