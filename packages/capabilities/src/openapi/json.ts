export type Json = string | number | boolean | null | Json[] | JsonRecord;
export interface JsonRecord {
  [name: string]: Json;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
