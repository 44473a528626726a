import { request } from 'undici';

/** Returns the milliseconds of each of `count` GETs, sent one after the other. Throws for any status but 200. */
export async function timeRequests(
  url: string,
  count: number,
  headers: Record<string, string> = {},
): Promise<number[]> {
  const times: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const startedAt = performance.now();
    const { statusCode, body } = await request(url, { headers });
    const text = await body.text();
    times.push(performance.now() - startedAt);
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${text}`);
  }
  return times;
}
