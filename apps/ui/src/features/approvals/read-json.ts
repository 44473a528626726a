/** The object that a text holds, or what is wrong with it. */
export function readObject(text: string): { value: Record<string, unknown> } | { error: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { value: Object.fromEntries(Object.entries(value)) };
    return { error: 'These arguments must be a JSON object.' };
  } catch (error) {
    return { error: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** A text that is JSON is that value; any other text is the answer itself. */
export function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
