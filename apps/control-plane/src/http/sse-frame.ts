import type { HintItem, HubItem } from '../events/hub.ts';

/** A recorded event and a hint have an `id:` line. A frame has none, because readers resume after an event of the log. */
export function formatSseItem(item: HubItem | HintItem): string {
  if (item.kind === 'recorded')
    return `id: ${item.cursor ?? item.event.id}\nevent: ${item.event.type}\ndata: ${item.event.json}\n\n`;
  return `${item.kind === 'hint' ? `id: ${item.id}\n` : ''}event: ${item.type}\ndata: ${item.json}\n\n`;
}

/** Returns the bytes of one item, which are encoded once for all its readers. */
export function encodeSseItem(item: HubItem | HintItem): Buffer {
  item.bytes ??= Buffer.from(formatSseItem(item));
  return item.bytes;
}

export function formatControlFrame(event: string, data: Record<string, unknown>, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
