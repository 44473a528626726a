'use client';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { markdown } from '@codemirror/lang-markdown';
import { unifiedMergeView } from '@codemirror/merge';
import type { SessionFile } from '@everruns/sdk';
import CodeMirror, { EditorView, type Extension } from '@uiw/react-codemirror';
import { useTheme } from 'next-themes';
import { useMemo } from 'react';
import type { Draft } from '@/data/use-draft.ts';

export interface FileEditorProps {
  file: SessionFile;
  isReadOnly: boolean;
  draft: Draft<string>;
}

/** The editor of a text file. When the file was written while a person edits it, the editor shows both, change by change. */
export function FileEditor({ file, isReadOnly, draft }: FileEditorProps) {
  const { resolvedTheme } = useTheme();
  const original = draft.isStale && draft.isDirty ? file.content : null;
  const extensions = useMemo(() => listExtensions(file.name, original), [file.name, original]);
  return (
    <CodeMirror
      key={original}
      value={draft.value}
      onChange={draft.change}
      readOnly={isReadOnly}
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      extensions={extensions}
      height="100%"
      className="min-h-0 flex-1 overflow-hidden text-[0.8125rem]"
    />
  );
}

/** With an original, each change from it can be kept or undone. */
function listExtensions(name: string, original: string | null): Extension[] {
  return [
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': `Content of ${name}` }),
    ...languageOf(name),
    ...(original === null ? [] : [unifiedMergeView({ original, mergeControls: mergeButton })]),
  ];
}

/** Accepting a change keeps the person's text; rejecting it takes the text of the file. */
function mergeButton(type: 'accept' | 'reject', action: (event: MouseEvent) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'cm-merge-button';
  button.textContent = type === 'accept' ? 'Keep mine' : 'Take theirs';
  button.addEventListener('mousedown', action);
  button.addEventListener('click', (event) => {
    // A mouse has acted already when it was pressed; a key only clicks.
    if (event.detail === 0) action(event);
  });
  return button;
}

function languageOf(name: string): Extension[] {
  if (name.endsWith('.json')) return [json()];
  if (/\.(md|markdown)$/.test(name)) return [markdown()];
  return /\.[cm]?[jt]sx?$/.test(name) ? [javascript({ typescript: true, jsx: true })] : [];
}
