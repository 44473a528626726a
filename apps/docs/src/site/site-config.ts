import path from 'node:path';
import starlight from '@astrojs/starlight';
import type { AstroInlineConfig } from 'astro';
import { passthroughImageService } from 'astro/config';
import { markBlocks } from './mark-blocks.ts';
import type { SiteSection } from './site-map.ts';

/** The configuration of Astro for the sources in `work`. Nothing is loaded from elsewhere: no fonts, no analytics. */
export function createSiteConfig(work: string, navigation: readonly SiteSection[]): AstroInlineConfig {
  return {
    root: work,
    configFile: false,
    outDir: path.join(work, 'dist'),
    base: '/docs',
    trailingSlash: 'never',
    logLevel: 'warn',
    image: { service: passthroughImageService() },
    integrations: [
      starlight({
        title: 'Everruns',
        favicon: '/favicon.svg',
        customCss: ['./src/site.css'],
        pagination: false,
        credits: false,
        expressiveCode: { plugins: [markBlocks()] },
        sidebar: navigation.map(({ label, pages, isClosed = false }) => ({
          label,
          collapsed: isClosed,
          items: pages.map((slug) => ({ slug })),
        })),
      }),
    ],
  };
}
