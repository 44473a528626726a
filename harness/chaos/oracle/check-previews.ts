import type { Evidence, Preview, Transcript } from './evidence.ts';
import type { Violation } from './violation.ts';

interface Shown {
  attempt: number;
  parts: Map<number, string>;
}

/** Part of I4: a streamed answer is never torn, duplicated, taken from a dead attempt, or different from the recorded one. */
export function checkPreviews({ transcripts }: Evidence): Violation[] {
  return transcripts.flatMap((transcript) =>
    findFaults(transcript).map((fault): Violation => {
      const says = `reader ${transcript.reader} was shown ${fault}`;
      return { invariant: 'I4', session_id: transcript.session_id, says };
    }),
  );
}

function findFaults({ previews = [] }: Transcript): string[] {
  const completed = new Set<string>();
  const shown = new Map<string, Shown>();
  return previews.flatMap((preview): string[] => {
    switch (preview.kind) {
      case 'connected':
        shown.clear();
        return [];
      case 'reset':
        shown.set(preview.message_id, { attempt: preview.attempt, parts: new Map() });
        return [];
      case 'completed':
        completed.add(preview.message_id);
        return differsFrom(preview, shown.get(preview.message_id))
          ? [`another text than was recorded of ${preview.message_id}`]
          : [];
      case 'delta': {
        if (completed.has(preview.message_id)) return [`a delta of ${preview.message_id} after it was completed`];
        const fault = show(shown, preview);
        return fault === undefined ? [] : [`${fault} (message ${preview.message_id}, attempt ${preview.attempt})`];
      }
    }
  });
}

function show(shown: Map<string, Shown>, delta: Extract<Preview, { kind: 'delta' }>): string | undefined {
  const before = shown.get(delta.message_id);
  if (before !== undefined && delta.attempt < before.attempt) return `attempt ${delta.attempt} after ${before.attempt}`;
  const isNew = before === undefined || delta.attempt > before.attempt;
  const now = isNew ? { attempt: delta.attempt, parts: new Map<number, string>() } : before;
  shown.set(delta.message_id, now);
  const text = now.parts.get(delta.part) ?? '';
  if (delta.offset !== text.length)
    return `a delta at ${delta.offset} after ${text.length} units of part ${delta.part}`;
  now.parts.set(delta.part, text + delta.delta);
  return undefined;
}

/** A process that was stopped may still show the attempt that it began; the recorded answer then replaces it. */
function differsFrom({ content, attempt }: Extract<Preview, { kind: 'completed' }>, shown: Shown | undefined): boolean {
  if (attempt !== shown?.attempt) return false;
  return [...(shown?.parts ?? [])].some(([part, text]) => content[part]?.text?.startsWith(text) !== true);
}
