import { findBrokenLimit, type JsonShapeLimits } from './measure-json.ts';

/** How the sentence begins: "the arguments are", "the arguments hold". */
interface Subject {
  is: string;
  holds: string;
}

/** Returns which limit a JSON text breaks before it is parsed, in words for the model, or null. Lengths are UTF-16 units. */
export function describeExcess(
  text: string,
  { maxLength, ...shape }: JsonShapeLimits & { maxLength: number },
  { is, holds }: Subject,
): string | null {
  if (text.length > maxLength) return `${is} longer than ${maxLength} characters`;
  switch (findBrokenLimit(text, shape)) {
    case 'depth':
      return `${is} nested deeper than ${shape.maxDepth} levels`;
    case 'items':
      return `${holds} more than ${shape.maxItems} values`;
    case null:
      return null;
  }
}
