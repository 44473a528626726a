/** Parses the messages of a PostgreSQL client, as far as a proxy must understand them. */
export class PostgresFrontend {
  #rest: Buffer = Buffer.alloc(0);
  #isStarted = false;
  readonly #prepared = new Map<string, string>();

  /** Returns the SQL and the parameters, as Latin-1, of every query that this chunk completes. */
  read(chunk: Buffer): string[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const queries: string[] = [];
    for (let message = this.#next(); message !== null; message = this.#next()) {
      const query = this.#toQuery(message.type, message.body);
      if (query !== null) queries.push(query);
    }
    return queries;
  }

  /** The first message has no type, and the length of each message includes the length field. */
  #next(): { type: string; body: Buffer } | null {
    const typeLength = this.#isStarted ? 1 : 0;
    if (this.#rest.length < typeLength + 4) return null;
    const end = typeLength + this.#rest.readUInt32BE(typeLength);
    if (this.#rest.length < end) return null;
    const type = this.#isStarted ? String.fromCharCode(this.#rest[0] ?? 0) : '';
    const body = this.#rest.subarray(typeLength + 4, end);
    this.#rest = this.#rest.subarray(end);
    this.#isStarted = true;
    return { type, body };
  }

  #toQuery(type: string, body: Buffer): string | null {
    const text = body.toString('latin1');
    const [first = '', second = ''] = text.split('\0', 2);
    switch (type) {
      case 'Q':
        return first;
      case 'P':
        this.#prepared.set(first, second);
        return null;
      case 'B':
        return `${this.#prepared.get(second) ?? ''} ${text}`;
      default:
        return null;
    }
  }
}
