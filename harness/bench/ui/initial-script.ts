import { gzipSync } from 'node:zlib';

/** Returns the compressed size in bytes of the scripts that a page's document requests. */
export async function measureInitialScript(pageUrl: string): Promise<number> {
  const html = await (await fetch(pageUrl)).text();
  const scripts = [...html.matchAll(/<script src="([^"]+)"([^>]*)>/g)].filter(
    ([, , rest]) => rest?.includes('noModule') !== true,
  );
  const sizes = await Promise.all(
    [...new Set(scripts.map(([, source = '']) => source))].map(async (source) => {
      const response = await fetch(new URL(source, pageUrl));
      return gzipSync(Buffer.from(await response.arrayBuffer())).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
