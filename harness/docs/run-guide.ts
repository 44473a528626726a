import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { findFreePorts } from '../dev/free-ports.ts';
import type { RenderedBlock } from './rendered-blocks.ts';

const BIN = path.resolve(import.meta.dirname, '../../apps/cli/bin/everruns.js');
/** What the pages call the started server, and the port that a page opens itself. */
const SERVER = 'localhost:9000';
const OWN_PORT = '9800';
const STEP = '=== block';

export interface Surroundings {
  /** The URL of the started server. */
  apiUrl: string;
  /** The tarball that stands for the SDK in the registry. */
  sdk: string;
  /** An empty folder, in which the blocks run. */
  folder: string;
}

/**
 * Runs the blocks of one page as a reader does: in their order, in one shell, in an empty folder. Throws with everything that was printed
 * when one of them fails, or when what a block should print was not printed.
 */
export async function runGuide(blocks: readonly RenderedBlock[], surroundings: Surroundings): Promise<void> {
  const { folder, apiUrl } = surroundings;
  const [port = 0] = await findFreePorts(1);
  const adapt = (code: string) => code.replaceAll(SERVER, new URL(apiUrl).host).replaceAll(OWN_PORT, String(port));
  const work = path.join(folder, 'work');
  await mkdir(work, { recursive: true });
  const tools = await writeTools(surroundings);
  const steps = await Promise.all(blocks.map((block, index) => toStep(block, { index, folder, adapt })));
  const script = ['set -euo pipefail', ...steps].join('\n');
  const child = spawn('bash', ['-c', script], {
    cwd: work,
    env: {
      PATH: [tools, path.dirname(process.execPath), process.env.PATH ?? ''].join(path.delimiter),
      HOME: folder,
      EVERRUNS_API_URL: apiUrl,
      EVERRUNS_DATA_DIR: path.join(folder, 'no-data'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  if (child.exitCode !== 0) throw new Error(`The blocks ended with ${String(child.exitCode)}:\n${stdout}\n${stderr}`);
  assertPrinted(blocks, stdout);
}

/** A block with a title is a file; another one that is run is a part of the script. */
async function toStep(
  block: RenderedBlock,
  { index, folder, adapt }: { index: number; folder: string; adapt: (code: string) => string },
): Promise<string> {
  if (block.mark !== 'run') return '';
  if (block.title === null) return `echo "${STEP} ${index}"\n${adapt(block.code)}\necho`;
  const file = path.join(folder, `block-${index}`);
  await writeFile(file, `${adapt(block.code)}\n`);
  return `mkdir -p "$(dirname '${block.title}')"\ncp '${file}' '${block.title}'`;
}

function assertPrinted(blocks: readonly RenderedBlock[], stdout: string): void {
  for (const [index, block] of blocks.entries()) {
    if (block.mark !== 'output') continue;
    const before = blocks.findLastIndex(({ mark, title }, at) => at < index && mark === 'run' && title === null);
    const printed = stdout.split(`${STEP} ${before}\n`)[1]?.split(`\n${STEP} `)[0] ?? '';
    const missing = block.code.split('\n').filter((line) => line.trim() !== '' && !printed.includes(line.trim()));
    if (missing.length > 0)
      throw new Error(`Block ${before} did not print ${JSON.stringify(missing)} but:\n${printed}`);
  }
}

/** The command `everruns` of this repository, and an npm to which the registry has this SDK. */
async function writeTools({ folder, sdk }: Surroundings): Promise<string> {
  const tools = path.join(folder, 'tools');
  await mkdir(tools, { recursive: true });
  const npm = `exec "$(PATH="\${PATH#${tools}:}" command -v npm)" install --no-audit --no-fund --offline '${sdk}'`;
  const programs = {
    everruns: `exec node '${BIN}' "$@"`,
    npm: `test "$*" = "install @everruns/sdk" || { echo "npm $* is not known here" >&2; exit 1; }\n${npm}`,
  };
  for (const [name, lines] of Object.entries(programs)) {
    await writeFile(path.join(tools, name), `#!/bin/sh\n${lines}\n`);
    await chmod(path.join(tools, name), 0o755);
  }
  return tools;
}
