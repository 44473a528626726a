/** A command of the original's CLI 0.50.1, as a person types it, and what it must say. `{name}` stands for what was kept. */
export interface CliCommand {
  args: readonly string[];
  /** Exit code; 0 unless given. */
  exit?: number;
  says: RegExp;
  /** Keeps the field `id` of the JSON on stdout under this name. */
  keepsId?: string;
}

const JSON_OUTPUT = ['--output', 'json'];

/** Read from the source of everruns-cli 0.50.1 and everruns-cli-contract 0.50.1 (crates.io). */
export const CLI_COMMANDS: readonly CliCommand[] = [
  { args: ['whoami'], says: /^User: / },
  {
    args: ['agents', 'create', '--name', 'kit-cli', '--instructions', 'Answer briefly.', ...JSON_OUTPUT],
    says: /"name": "kit-cli"/,
    keepsId: 'agent',
  },
  { args: ['agents', 'list', '--search', 'kit-cli', ...JSON_OUTPUT], says: /"kit-cli"/ },
  { args: ['agents', 'get', '{agent}', ...JSON_OUTPUT], says: /"system_prompt": "Answer briefly\."/ },
  {
    // It updates by a command that creates what is missing, which is not offered.
    args: ['agents', 'update', '{agent}', '--name', 'Kit', '--system-prompt', 'Answer.', ...JSON_OUTPUT],
    exit: 1,
    says: /not_offered/,
  },
  { args: ['agents', 'copy', '{agent}', ...JSON_OUTPUT], says: /\(copy\)/ },
  { args: ['capabilities', 'list', ...JSON_OUTPUT], says: /"math"/ },
  { args: ['capabilities', 'get', 'math', ...JSON_OUTPUT], says: /"math"/ },
  { args: ['models', 'list', ...JSON_OUTPUT], says: /"provider_name"/ },
  { args: ['providers', 'list', ...JSON_OUTPUT], says: /"provider_type"/ },
  {
    args: ['sessions', 'create', '--agent', '{agent}', '--title', 'By the CLI', ...JSON_OUTPUT],
    says: /"id"/,
    keepsId: 'session',
  },
  { args: ['sessions', 'list', ...JSON_OUTPUT], says: /By the CLI/ },
  {
    args: ['chat', '[[sim:text Forty-two.]]', '--session', '{session}', '--timeout', '60'],
    says: /Agent: Forty-two\./,
  },
  { args: ['sessions', 'get', '{session}', ...JSON_OUTPUT], says: /"status": "idle"/ },
  { args: ['sessions', 'messages', 'list', '{session}', ...JSON_OUTPUT], says: /Forty-two\./ },
  { args: ['sessions', 'events', 'list', '{session}', '--limit', '2', ...JSON_OUTPUT], says: /session\.idled/ },
  {
    args: [
      'sessions',
      'fs',
      'create',
      '--session-id',
      '{session}',
      '--path',
      '/a.txt',
      '--content',
      'a',
      ...JSON_OUTPUT,
    ],
    says: /"path": "\/a\.txt"/,
  },
  { args: ['sessions', 'fs', 'list', '{session}', ...JSON_OUTPUT], says: /a\.txt/ },
  { args: ['sessions', 'export', '{session}'], says: /Forty-two\./ },
  { args: ['sessions', 'update', '{session}', '--title', 'Renamed', ...JSON_OUTPUT], says: /"Renamed"/ },
  { args: ['sessions', 'cancel', '{session}', ...JSON_OUTPUT], says: /"id"/ },
  { args: ['users', 'list', ...JSON_OUTPUT], says: /"data"/ },
  { args: ['budgets', 'list'], exit: 1, says: /not_offered/ },
  { args: ['memories', 'list'], exit: 1, says: /not_offered/ },
  { args: ['sessions', 'delete', '{session}'], says: /^/ },
  { args: ['agents', 'delete', '{agent}'], says: /^/ },
];
