import { ConfigEnvironment } from '@everruns/control-plane/settings';
import { WorkerEnv } from '@everruns/worker/settings';
import type { z } from 'zod';
import { code, formatTable } from './format.ts';
import type { GeneratedPage } from './page.ts';

/** Settings that belong to one process alone and are read outside its schema. */
const OF_COMMAND: readonly (readonly [string, string, string])[] = [
  [
    'EVERRUNS_DATA_DIR',
    '`.everruns`',
    'The folder of the embedded database and the generated secrets (`everruns dev`)',
  ],
  ['EVERRUNS_API_URL', '`http://127.0.0.1:9000`', 'The server that commands talk to, and that `everruns ui` shows'],
  ['EVERRUNS_API_KEY', '', 'The API key of commands'],
  ['EVERRUNS_ORG_ID', '', 'The organization of commands, where the credential reaches several'],
  ['EVERRUNS_CONFIG_DIR', '`~/.config/everruns`', 'The folder of the profiles'],
  ['EVERRUNS_PROFILE', '', 'The profile of commands, which `everruns login` made'],
  ['NO_COLOR', '', 'Any value turns colors off'],
];

/** The reference of settings, from the objects that the processes read them with. */
export function generateConfigurationPage(): GeneratedPage {
  const markdown = [
    '# Configuration',
    'Everything is set by environment variables. A value that is wrong, or a name that is nearly that of a setting, ends the start with one sentence that names all of them; an empty value counts as absent. `everruns doctor` checks a set-up without starting it.',
    '## Control plane',
    'Read by `everruns serve` and by `everruns dev` (`npm start`), which finds a database and makes the secrets by itself.',
    formatSettings(ConfigEnvironment),
    '## Worker',
    'Read by `everruns worker`. A worker has no database.',
    formatSettings(WorkerEnv),
    '## Command line',
    formatTable(
      ['setting', 'default', 'meaning'],
      OF_COMMAND.map(([name, ...rest]) => [code(name), ...rest]),
    ),
  ].join('\n\n');
  return { file: 'operating/configuration.md', markdown: `${markdown}\n` };
}

function formatSettings(schema: z.ZodObject): string {
  const rows = Object.entries(schema.shape).map(([name, field]) => [code(name), defaultOf(field), describe(field)]);
  return formatTable(['setting', 'default', 'meaning'], rows);
}

function describe(field: z.ZodType): string {
  const text = field.description ?? '';
  return text.endsWith('.') ? text.slice(0, -1) : text;
}

/** What an absent variable means; `required` where it must be there. */
function defaultOf(field: z.ZodType): string {
  const parsed = field.safeParse(undefined);
  if (!parsed.success) return 'required';
  const value: unknown = parsed.data;
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '';
  if (typeof value === 'object' && value !== null && 'host' in value && 'port' in value)
    return code(`${String(value.host)}:${String(value.port)}`);
  return ['string', 'number', 'boolean'].includes(typeof value) ? code(`${value as string | number | boolean}`) : '';
}
