/** Tables that may hold millions of rows: no migration reads or changes all of them under a lock. */
const LARGE: ReadonlySet<string> = new Set([
  'sessions',
  'turns',
  'atoms',
  'waits',
  'event_chunks',
  'turn_inputs',
  'session_files',
  'session_file_revisions',
  'session_sources',
  'call_steps',
  'idempotency_keys',
  'audit_log',
  'webhook_deliveries',
]);
const OUTSIDE = '-- Outside a transaction.\n';

/** What the release before could not live with, or what would make every request wait. */
const REFUSED: readonly { pattern: RegExp; says: string; takesAway?: true }[] = [
  { pattern: /^drop table\b/, says: 'drops a table that the release before uses', takesAway: true },
  { pattern: /\bdrop column\b/, says: 'drops a column that the release before uses', takesAway: true },
  { pattern: /\brename\b/, says: 'renames what the release before uses', takesAway: true },
  { pattern: /\balter column \w+ (set data )?type\b/, says: 'rewrites a table under a lock' },
  { pattern: /\balter column \w+ set not null\b/, says: 'reads a whole table under a lock' },
  {
    pattern: /\badd constraint\b(?!.*\bnot valid\b)/,
    says: 'reads a whole table under a lock: add the constraint as not valid',
  },
  { pattern: /^(set|lock|vacuum|cluster|reindex)\b/, says: 'takes locks or settings of its own' },
];

/** A migration may take away what releases before the named migration use. They do not start on it. */
const NEEDS = /^-- Needs \d{4}\.$/m;

/** Why a migration may not be: it must let the release before go on, and nobody wait. Empty: it may. */
export function judgeMigration(sql: string): string[] {
  const statements = splitStatements(sql);
  return sql.startsWith(OUTSIDE) ? judgeOutside(statements) : judgeInside(statements, NEEDS.test(sql));
}

function judgeInside(statements: readonly string[], mayTakeAway: boolean): string[] {
  const own = new Set(
    statements.flatMap((statement) => /^create table (?:if not exists )?(\w+)/.exec(statement)?.[1] ?? []),
  );
  return statements.flatMap((statement) => {
    const index = /^create (?:unique )?index \w+ on (?:only )?(\w+)/.exec(statement)?.[1];
    if (index !== undefined && LARGE.has(index) && !own.has(index))
      return [
        `makes an index of ${index} under a lock: put it into a migration whose first line is "${OUTSIDE.trim()}", as "drop index concurrently if exists …; create index concurrently …"`,
      ];
    const written = /^(?:with .*)?\b(?:update|delete from) (\w+)/.exec(statement)?.[1];
    if (written !== undefined && LARGE.has(written))
      return [`changes ${written} row by row in one transaction: give the column a default, or fill it in steps`];
    const table = /^alter table (?:if exists )?(?:only )?(\w+)/.exec(statement)?.[1];
    if (table !== undefined && own.has(table)) return [];
    if (statement.startsWith('alter table') && addsUnfilledColumn(statement))
      return [`adds a column that the release before does not fill: give it a default: ${statement.slice(0, 80)}`];
    return REFUSED.filter(({ pattern, takesAway }) => pattern.test(statement) && !(mayTakeAway && takesAway)).map(
      ({ says }) => `${says}: ${statement.slice(0, 80)}`,
    );
  });
}

function addsUnfilledColumn(statement: string): boolean {
  return statement
    .split(/,(?= add column )/)
    .some((part) => /\badd column\b.*\bnot null\b/.test(part) && !/\bdefault\b/.test(part));
}

/** Each index is dropped first, because a try that failed leaves one that is not valid. */
function judgeOutside(statements: readonly string[]): string[] {
  const made: string[] = [];
  const faults: string[] = [];
  let dropped: string | undefined;
  for (const statement of statements) {
    const name = /^create (?:unique )?index concurrently (\w+) on /.exec(statement)?.[1];
    if (name !== undefined && name === dropped) made.push(name);
    else if (name !== undefined)
      faults.push(`makes ${name} without "drop index concurrently if exists ${name}" before it`);
    else if (!/^drop index concurrently if exists \w+$/.test(statement))
      faults.push(`has more than indexes outside a transaction: ${statement.slice(0, 80)}`);
    dropped = /^drop index concurrently if exists (\w+)$/.exec(statement)?.[1];
  }
  return faults;
}

/** In lower case, on one line each, without comments and without the bodies of functions. */
function splitStatements(sql: string): string[] {
  return sql
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\$(\w*)\$.*?\$\1\$/gs, "''")
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim().toLowerCase())
    .filter((statement) => statement !== '');
}
