import type { FeedHint } from '@everruns/sdk';
import { everruns } from './everruns.ts';

export interface FeedHandlers {
  /** `isOurs`: this tab holds the stream, and is the only one of the browser that does. */
  onHint: (hint: FeedHint, isOurs: boolean) => void;
  onConnected: (isConnected: boolean) => void;
}

type TabMessage = { kind: 'hello' } | { kind: 'hint'; hint: FeedHint } | { kind: 'connected'; isConnected: boolean };

const NAME = 'everruns-feed';
const RESET: FeedHint = { type: 'reset', data: {} };

/**
 * Follows what changes in the organization. All tabs of a browser share one stream, because HTTP/1.1 allows six connections to a server: the
 * tab that holds the lock streams and tells the others. Returns the function that ends it.
 */
export function followOrganization({ onHint, onConnected }: FeedHandlers): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const channel = new BroadcastChannel(NAME);
  const say: (message: TabMessage) => void = channel.postMessage.bind(channel);
  let isOurs = false;
  let isConnected = false;
  const connect = (next: boolean): void => {
    if (next === isConnected) return;
    isConnected = next;
    onConnected(next);
    // What happened before is not told, so everything is read anew.
    if (next) onHint(RESET, false);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === 'hello') return isOurs ? say({ kind: 'connected', isConnected }) : undefined;
    if (isOurs) return undefined;
    return data.kind === 'hint' ? onHint(data.hint, false) : connect(data.isConnected);
  });
  const lead = async (): Promise<void> => {
    isOurs = true;
    const onStatus = ({ state }: { state: string }): void => {
      connect(state === 'open');
      say({ kind: 'connected', isConnected });
    };
    for await (const hint of everruns.feed({ signal, onStatus })) {
      onHint(hint, true);
      say({ kind: 'hint', hint });
    }
  };
  const giveUp = (): void => {
    if (!signal.aborted) connect(false);
  };
  // Without locks, which pages over plain HTTP do not have, each tab has a stream of its own.
  if ('locks' in navigator) navigator.locks.request(NAME, { signal }, lead).catch(giveUp);
  else lead().catch(giveUp);
  say({ kind: 'hello' });
  return () => {
    abort.abort();
    channel.close();
  };
}
