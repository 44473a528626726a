'use client';
import { useEffect, useRef, useState } from 'react';

/** A formula in TeX, drawn by the browser as MathML. Its script is fetched when the first one is shown; until then, and where it cannot be read, its source stands there. */
export function Formula({ tex, isBlock }: { tex: string; isBlock: boolean }) {
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
