import type { SessionEvent } from '@everruns/sdk';
import type { LiveSession } from './live-session.ts';

/** The messages about a session between the tabs of one browser. */
type TabMessage =
  | { kind: 'hello'; from: string }
  | { kind: 'snapshot'; to: string; live: LiveSession }
  | { kind: 'events'; after: number; events: readonly SessionEvent[] }
  | { kind: 'connected'; isConnected: boolean }
  | { kind: 'whole' };

export interface ChannelHandlers {
  /** Returns the answer to a tab that opens later, or null if this tab does not hold the stream. */
  onHello: () => LiveSession | null;
  onSnapshot: (live: LiveSession) => void;
  /** `after` is the sequence that the sender had before these events. */
  onEvents: (events: readonly SessionEvent[], after: number) => void;
  onConnected: (isConnected: boolean) => void;
  /** The tab that holds the stream has read the whole log. */
  onWhole: () => void;
}

export interface SessionChannel {
  /** Asks the tab that holds the stream for everything that it has. */
  hello(): void;
  tellEvents(events: readonly SessionEvent[], after: number): void;
  tellConnected(isConnected: boolean): void;
  tellWhole(): void;
  close(): void;
}

export function openSessionChannel(sessionId: string, handlers: ChannelHandlers): SessionChannel {
  const channel = new BroadcastChannel(`everruns-session-${sessionId}`);
  const me = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const say: (message: TabMessage) => void = channel.postMessage.bind(channel);
  // Only pages of this origin reach the channel, and they are of this build or of one close to it.
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    switch (data.kind) {
      case 'hello': {
        const live = handlers.onHello();
        if (live !== null) say({ kind: 'snapshot', to: data.from, live });
        return;
      }
      case 'snapshot':
        return data.to === me ? handlers.onSnapshot(data.live) : undefined;
      case 'events':
        return handlers.onEvents(data.events, data.after);
      case 'connected':
        return handlers.onConnected(data.isConnected);
      case 'whole':
        return handlers.onWhole();
    }
  });
  return {
    hello: () => say({ kind: 'hello', from: me }),
    tellEvents: (events, after) => say({ kind: 'events', after, events }),
    tellConnected: (isConnected) => say({ kind: 'connected', isConnected }),
    tellWhole: () => say({ kind: 'whole' }),
    close: () => channel.close(),
  };
}
