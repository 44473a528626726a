import { EverrunsError, type JsonValue } from '@everruns/schemas';

export function toJsonText(value: JsonValue | object): string {
  return JSON.stringify(value);
}

export function fromJsonText(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EverrunsError('malformed_json', 'a field holds no JSON', { cause: error });
  }
}
