interface Delta {
  /** The position of the delta, in UTF-16 units. */
  offset: number;
  delta: string;
}

/** Returns the text with the new part of the delta. A delta beyond the text's end is dropped, because the recorded text will follow. */
export function appendDelta(text: string, { offset, delta }: Delta): string {
  return offset > text.length ? text : text + delta.slice(text.length - offset);
}
