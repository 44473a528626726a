import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startOauthTwin, type OauthTwin } from '@everruns/mcp/testing';
import type { ReceiptRow } from '../oracle/evidence.ts';

/** One delivery of so many is refused at first, and one gets no answer at first. */
const TROUBLED = 5;

/** What the product talks to besides models and tools: an address that is told of events, and a server of tools that wants a login. */
export class Outside implements AsyncDisposable {
  readonly webhookUrl: string;
  readonly twin: OauthTwin;
  /** What the address was told, in order, with repetitions. */
  readonly receipts: ReceiptRow[];
  readonly #close: () => void;

  static async start(): Promise<Outside> {
    const receipts: ReceiptRow[] = [];
    const server = createServer((request, response) => receive(receipts, { request, response }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const twin = await startOauthTwin();
    const close = (): void => {
      server.closeAllConnections();
      server.close();
    };
    return new Outside({ webhookUrl: `http://127.0.0.1:${port}/hooks`, twin, receipts, close });
  }

  private constructor(parts: Pick<Outside, 'webhookUrl' | 'twin' | 'receipts'> & { close: () => void }) {
    this.webhookUrl = parts.webhookUrl;
    this.twin = parts.twin;
    this.receipts = parts.receipts;
    this.#close = parts.close;
  }

  /** Ends every login: the next call has to wait for a new one. */
  signOut(): void {
    this.twin.expireAccess();
    this.twin.revokeAll();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    await this.twin[Symbol.asyncDispose]();
  }
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

function receive(receipts: ReceiptRow[], { request, response }: Exchange): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const id = String(request.headers['webhook-id']);
    const { type, data }: { type: string; data: { session_id: string } } = JSON.parse(Buffer.concat(chunks).toString());
    const isKnown = receipts.some((receipt) => receipt.id === id);
    receipts.push({ id, event: type, session_id: data.session_id });
    const fate = isKnown ? TROUBLED : Number.parseInt(id.slice(-2), 16) % TROUBLED;
    if (fate === 0) response.writeHead(500).end();
    else if (fate === 1) response.destroy();
    else response.writeHead(204).end();
  });
}
