import type { PlannedCall } from './intent.ts';

const PATH = String.raw`[\`"']?((?:[\w.-]*\/)*[\w-][\w.-]*\.\w{1,8})[\`"']?`;
const QUOTED = /(["“'`])([\s\S]+?)(?:["”'`])(?=\s|$|[.,;!?])/;

const WRITE = new RegExp(
  String.raw`\b(?:write|create|make|save)\b[^.\n]*?${PATH}\s*,?\s*(?:with|containing|that says|saying|:)(?:\s+the)?(?:\s+(?:text|content|contents|words?))?:?\s+([\s\S]+)`,
  'i',
);
const SAVE_TO = new RegExp(
  String.raw`\b(?:write|save|put)\s+([\s\S]+?)\s+(?:to|into|in)\s+(?:(?:a|the)\s+)?(?:file\s+)?${PATH}`,
  'i',
);
const READ = new RegExp(String.raw`\b(?:read|show|open|cat|print|display)\b[^.\n]*?${PATH}`, 'i');
const DELETE = new RegExp(String.raw`\b(?:delete|remove)\b[^.\n]*?${PATH}`, 'i');
const STAT = new RegExp(String.raw`\b(?:stat|size of|how (?:big|large) is)\b[^.\n]*?${PATH}`, 'i');
const REPLACE = new RegExp(
  String.raw`\b(?:replace|change)\s+["“'\`](.+?)["”'\`]\s+(?:with|to|by)\s+["“'\`](.*?)["”'\`]\s+in\s+(?:the\s+)?(?:file\s+)?${PATH}`,
  'i',
);
const GREP = /\b(?:grep|search|find)\b[^"“'`\n]*?(?:for\s+)?["“'`](.+?)["”'`](?:[^.\n]*\bfiles?\b)?/i;
const LIST =
  /\b(?:list|show|read|what)\b[^.\n]*\b(?:files|directory|directories|folder)\b|\b(?:which|what) files\b|^\s*ls\b/i;

/** Returns the most specific file operation that the text asks for, if any. Paths are absolute, as the tools require. */
export function readFileIntent(text: string): PlannedCall[] {
  const call = readReplace(text) ?? readWrite(text) ?? readPathOnly(text) ?? readSearch(text) ?? readList(text);
  return call === null ? [] : [call];
}

function toAbsolute(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function readReplace(text: string): PlannedCall | null {
  const [, oldText, newText, path] = REPLACE.exec(text) ?? [];
  if (oldText === undefined || newText === undefined || path === undefined) return null;
  return { name: 'edit_file', arguments: { path: toAbsolute(path), old_text: oldText, new_text: newText } };
}

function readWrite(text: string): PlannedCall | null {
  const [, path, content] = WRITE.exec(text) ?? [];
  if (path !== undefined && content !== undefined) return writeFile(path, content);
  const [, saved, target] = SAVE_TO.exec(text) ?? [];
  return saved === undefined || target === undefined || /\bfile\b/i.test(saved) ? null : writeFile(target, saved);
}

function writeFile(path: string, content: string): PlannedCall {
  const quoted = QUOTED.exec(content)?.[2];
  return { name: 'write_file', arguments: { path: toAbsolute(path), content: quoted ?? content.trim() } };
}

const PATH_ONLY: [RegExp, string][] = [
  [DELETE, 'delete_file'],
  [STAT, 'stat_file'],
  [READ, 'read_file'],
];

function readPathOnly(text: string): PlannedCall | null {
  for (const [pattern, name] of PATH_ONLY) {
    const path = pattern.exec(text)?.[1];
    if (path !== undefined) return { name, arguments: { path: toAbsolute(path) } };
  }
  return null;
}

function readSearch(text: string): PlannedCall | null {
  const pattern = /\b(?:files?|grep)\b/i.test(text) ? GREP.exec(text)?.[1] : undefined;
  return pattern === undefined ? null : { name: 'grep_files', arguments: { pattern } };
}

function readList(text: string): PlannedCall | null {
  return LIST.test(text) ? { name: 'list_directory', arguments: { path: '/' } } : null;
}
