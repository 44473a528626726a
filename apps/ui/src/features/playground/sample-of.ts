type Json = Readonly<Record<string, unknown>>;

/** Arguments to begin with, where they are written as JSON: what a call needs, still empty. A form begins empty. */
export function sampleOf(schema: Json): Record<string, unknown> {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const names = Object.keys(properties).filter((name) => required.includes(name));
  return Object.fromEntries(names.map((name) => [name, emptyOf(properties[name])]));
}

function emptyOf(schema: unknown): unknown {
  if (!isObject(schema)) return '';
  if (schema['default'] !== undefined) return schema['default'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  switch (schema['type']) {
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return sampleOf(schema);
    default:
      return '';
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
