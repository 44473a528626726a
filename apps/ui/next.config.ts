import path from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  devIndicators: false,
  transpilePackages: ['@everruns/sdk', '@everruns/kernel'],
  turbopack: {
    root: path.resolve(import.meta.dirname, '../..'),
    // Streamdown brings an HTML parser that `markdown.tsx` has no use for.
    resolveAlias: { 'rehype-raw': './src/design/no-raw-html.ts' },
  },
  // `pnpm verify` checks the types of the whole tree.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // A first start waits for the build: a third of its CPU went into a cache for a second one, and into maps that nothing serves.
  experimental: { turbopackFileSystemCacheForBuild: false, turbopackSourceMaps: false },
};

export default config;
