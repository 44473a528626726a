import temml from 'temml';

/** Draws a formula from an untrusted author into an element, as MathML nodes and never as HTML. False: it cannot be read. */
export function drawFormula(place: HTMLElement, { tex, isBlock }: { tex: string; isBlock: boolean }): boolean {
  try {
    temml.render(tex, place, {
      displayMode: isBlock,
      throwOnError: true,
      trust: false,
      maxExpand: 200,
      maxSize: [20, 40],
    });
    return true;
  } catch {
    place.replaceChildren();
    return false;
  }
}
