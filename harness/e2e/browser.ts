import { Me } from '@everruns/schemas';

/** A browser that follows redirects explicitly and keeps a cookie jar for each origin. */
export class Browser {
  readonly #baseUrl: string;
  readonly #replica: () => string;
  readonly #jars = new Map<string, Map<string, string>>();

  /**
   * `baseUrl` is the URL at which browsers reach the product; its requests go to the replica that `replica` returns at that
   * time.
   */
  constructor(baseUrl: string, replica: () => string) {
    this.#baseUrl = baseUrl;
    this.#replica = replica;
  }

  async get(url: string): Promise<Response> {
    const real = url.replace(this.#baseUrl, this.#replica());
    const jar = this.#jar(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(real, { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0\b|expires=Thu, 01 Jan 1970/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects until the product redirects to one of its own pages, or `stop` returns true. */
  async follow(url: string, stop: (next: string) => boolean = () => false): Promise<string> {
    let next = url;
    for (let hops = 0; hops < 12; hops += 1) {
      const location = (await this.get(next)).headers.get('location');
      if (location === null) throw new Error(`${next} leads nowhere`);
      next = new URL(location, next).href;
      if (stop(next) || (next.startsWith(this.#baseUrl) && !next.startsWith(`${this.#baseUrl}/v1/`))) return next;
    }
    throw new Error('too many hops');
  }

  async me(): Promise<Me | null> {
    const response = await this.get(`${this.#baseUrl}/v1/auth/me`);
    return response.ok ? Me.parse(await response.json()) : null;
  }

  #jar(url: string): Map<string, string> {
    const { origin } = new URL(url);
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }
}
