import { request } from 'undici';
import { timeRequests } from '../load/time-requests.ts';
import { type BenchRow, bound, compare } from '../measure/bench-row.ts';
import { medianOf } from '../measure/median.ts';
import { startProductSubject } from './subject.ts';
import type { World } from './world.ts';

const REQUESTS = 400;
const WARM_UP = 200;
const MAX_ADDED_MS = 0.3;
const ACCOUNT = { email: 'ada@bench.example', password: 'a password of the bench' };
const FULL = {
  AUTH_MODE: 'full',
  AUTH_ADMIN_EMAIL: ACCOUNT.email,
  AUTH_ADMIN_PASSWORD: ACCOUNT.password,
  RATE_LIMIT_REQUESTS_PER_MINUTE: '10000000',
};

type Headers = Record<string, string>;

/** Measures what authentication adds to a request: the same request is sent with each form of credential in turn. */
export async function benchAuth(world: World): Promise<BenchRow[]> {
  const isAgentLeftOut = true;
  const open = await startProductSubject(world.postgres, { name: 'product', isAgentLeftOut });
  const full = await startProductSubject(world.postgres, { name: 'product', isAgentLeftOut, env: FULL });
  try {
    const { key, token, cookie } = await signIn(full.url);
    const path = '/v1/capabilities';
    const sides = [
      { name: 'none', url: open.url + path, headers: {}, rounds: [] as number[] },
      { name: 'API key', url: full.url + path, headers: { authorization: key }, rounds: [] as number[] },
      { name: 'access token', url: full.url + path, headers: { authorization: token }, rounds: [] as number[] },
      { name: 'cookie', url: full.url + path, headers: { cookie }, rounds: [] as number[] },
    ];
    for (const { url, headers } of sides) await timeRequests(url, WARM_UP, headers);
    for (let round = 0; round < world.play.rounds; round += 1) {
      const times = sides.map((): number[] => []);
      for (let nth = 0; nth < REQUESTS; nth += 1) {
        for (const [index, { url, headers }] of sides.entries()) {
          times[index]?.push(...(await timeRequests(url, 1, headers)));
        }
      }
      for (const [index, side] of sides.entries()) side.rounds.push(medianOf(times[index] ?? []));
    }
    const [none, ...credentials] = sides;
    const floor = none?.rounds ?? [];
    return credentials.flatMap(({ name, rounds }) => [
      compare({ name: `request with ${name}, p50, over mode none`, unit: 'ms', product: rounds, floor }),
      bound({
        name: `added by ${name}, p50`,
        unit: 'ms',
        values: rounds.map((ms, round) => ms - (floor[round] ?? 0)),
        goal: MAX_ADDED_MS,
      }),
    ]);
  } finally {
    await open.kill();
    await full.kill();
  }
}

async function signIn(url: string): Promise<{ key: string; token: string; cookie: string }> {
  const browser = await post(`${url}/v1/auth/login`, ACCOUNT);
  const client = await post(`${url}/v1/auth/login`, { ...ACCOUNT, grant: 'tokens' });
  const token = `Bearer ${client.json.tokens?.access_token ?? ''}`;
  const made = await post(`${url}/v1/auth/api-keys`, { name: 'bench' }, { authorization: token });
  return { key: made.json.key ?? '', token, cookie: browser.cookie };
}

interface Answer {
  json: { key?: string; tokens?: { access_token: string } };
  cookie: string;
}

async function post(url: string, given: object, headers: Headers = {}): Promise<Answer> {
  const answer = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(given),
  });
  const json = (await answer.body.json()) as Answer['json'];
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${JSON.stringify(json)}`);
  const set = answer.headers['set-cookie'];
  return { json, cookie: (Array.isArray(set) ? set[0] : set)?.split(';')[0] ?? '' };
}
