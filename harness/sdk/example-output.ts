/** What each example of the SDK prints, by its file name. */
export const EXAMPLE_OUTPUT: Readonly<Record<string, RegExp>> = {
  'client-tools.ts': /shipped/,
  'device.ts': /420/,
  'fetch-only.ts': /^[\s\S]*50[\s\S]*\nThe turn is completed\.\n$/,
  'list-and-export.ts': /^To be kept\n1 event\nIt is gone\.\n$/,
  'parsed-answer.ts': /^Oslo: 717710\n$/,
  'quick-start.ts': /\d\d:\d\d/,
  'stream-events.ts': /^\[multiply\]\n[\s\S]*50[\s\S]*\d+ tokens\n$/,
};
