// `knip --production`: what no product code uses, although a test or the harness may. Entries are the processes and what packages export.
const NOT_PRODUCT = ['!src/**/testing/**!', '!src/**/*.contract.ts!', '!src/**/*.test.ts!'];
const sources = ['src/**/*.{ts,tsx}!', ...NOT_PRODUCT];

export default {
  ignoreExportsUsedInFile: true,
  includeEntryExports: true,
  // The harness is no user of the product, and the wire server is a provider for tests only.
  ignoreWorkspaces: ['harness', 'packages/wire-server'],
  // A package exports its test doubles as `./testing`: what only they use is not used.
  compilers: { ts: (text, file) => (/\/test(?:ing)?\//.test(file) ? '' : text) },
  workspaces: {
    '.': { entry: ['scripts/*.js!'], project: ['scripts/**/*.js!'], ignoreBinaries: ['redis-server'] },
    'apps/*': { entry: ['src/**/*.job.ts!'], project: sources },
    'packages/*': { entry: ['src/**/*.job.ts!'], project: sources },
    // The program of the worker's image.
    'apps/cli': { entry: ['bin/*.js!', 'src/**/*.job.ts!'], project: sources },
    'apps/worker': { entry: ['src/workflow/index.ts!'], project: sources },
    // Astro reads the configuration of its content.
    'apps/docs': { entry: ['src/main.ts!'], project: [...sources, '!src/site/content.config.js!'] },
    'apps/ui': {
      entry: ['src/server/serve.ts!'],
      project: sources,
      // Used by its stylesheet.
      ignoreDependencies: ['tailwindcss'],
    },
    // Its exports are for programs that are not ours.
    'packages/sdk': { includeEntryExports: false, project: sources },
  },
};
