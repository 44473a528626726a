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
};

export default config;
