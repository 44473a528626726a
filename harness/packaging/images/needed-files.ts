import path from 'node:path';

/** Maps, types, sources in TypeScript, tests and texts for people. Licenses stay. */
const NOWHERE = /\.(map|[cm]?ts|tsx|md|markdown|flow|(test|spec)\.[cm]?js)$/i;

/** Folders of a package that only its own tests need. */
const TESTS = /^(test|tests|__tests__)\//;

/** Of some packages: the folders and files that nothing runs, relative to the package. */
const BY_PACKAGE: Readonly<Record<string, RegExp>> = {
  // Its native code for all platforms, and the sources in Rust.
  '@temporalio/core-bridge': new RegExp(
    `^(sdk-core|src|ts|bridge-macros|releases/(?!${bridgeTarget()}(/|$))[^/]+)(/|$)`,
  ),
  '@anthropic-ai/sdk': /^src\//,
  openai: /^src\//,
  'isolated-vm': new RegExp(
    `^(src|vendor|native-example)(/|$)|^prebuilds/(?!${process.platform}-${process.arch}(/|$))[^/]|\\.tgz$`,
  ),
  // A Python for programs in bash, which nothing here turns on, and the forms for other loaders.
  'just-bash': /^(vendor|dist\/bin)\/|^dist\/bundle\/(browser\.js|index\.cjs)$/,
  rxjs: /^(src|dist\/(bundles|esm|esm5|types))\//,
  // The tools of development, and pictures of pages.
  next: /^dist\/(esm|next-devtools|compiled\/(next-devtools|@vercel\/og|amphtml-validator|babel|babel-packages))\//,
};

/** Whether a file of a package is copied into an image. The path is relative to the package; '' is the package. */
export function isNeeded(name: string, file: string): boolean {
  if (file.split(path.sep).includes('node_modules')) return false;
  const given = file.replaceAll(path.sep, '/');
  if (NOWHERE.test(given) || TESTS.test(given)) return false;
  return BY_PACKAGE[name]?.test(given) !== true;
}

/** The name that Temporal's native code has for this machine. */
function bridgeTarget(): string {
  const cpu = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return process.platform === 'darwin' ? `${cpu}-apple-darwin` : `${cpu}-unknown-linux-gnu`;
}
