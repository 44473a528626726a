interface Delta {
  /** Where it belongs, in UTF-16 units. */
  offset: number;
  delta: string;
}

/** The text with what of the delta is new. One whose beginning was missed is left out: the recorded text comes later. */
export function appendDelta(text: string, { offset, delta }: Delta): string {
  return offset > text.length ? text : text + delta.slice(text.length - offset);
}
