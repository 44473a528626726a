import pg from 'pg';

export interface TableError {
  name: string;
  error: Error;
}

/** Every class of SQLSTATE (PostgreSQL 18, appendix A) that passes, with states of it; and the states of other classes that do. */
const PASSING_STATES = {
  '08': ['08000', '08001', '08003', '08004', '08006', '08007', '08P01'],
  '40': ['40000', '40001', '40002', '40003', '40P01'],
  '53': ['53000', '53100', '53200', '53300', '53400'],
  '57': ['57000', '57014', '57P01', '57P02', '57P03', '57P04', '57P05'],
  '58': ['58000', '58030', '58P01', '58P02', '58P03'],
  others: ['25006', '25P03', '25P04', '55P03'],
};

/** One or more states of every class that stays wrong however often it is tried. */
const LASTING_STATES =
  '01000 02000 03000 09000 0A000 0B000 0F000 0L000 0P000 0Z000 10608 20000 21000 22001 22021 22P02 22P05 23502 23503 23505 23514 24000 25000 25001 25P01 25P02 26000 27000 28000 28P01 2B000 2D000 2F000 34000 38000 39000 3B000 3D000 3F000 42501 42601 42703 42883 42P01 44000 54000 54001 55000 55006 F0000 HV000 P0001 XX000 XX001'.split(
    ' ',
  );

const PASSING_ERRNOS =
  'ECONNREFUSED ECONNRESET ECONNABORTED ETIMEDOUT EHOSTUNREACH EHOSTDOWN ENETUNREACH ENETDOWN ENETRESET ENOTFOUND EAI_AGAIN EPIPE EADDRNOTAVAIL EMFILE ENFILE ENOBUFS UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_SOCKET'.split(
    ' ',
  );
const LASTING_ERRNOS = ['EACCES', 'ENOENT', 'EPERM', 'EEXIST', 'EINVAL', 'EADDRINUSE', 'ERR_INVALID_URL'];

/** What pg and its pool throw without a code. */
const PASSING_MESSAGES = [
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
];

function sqlError(code: string): TableError {
  const error = new pg.DatabaseError(`of ${code} at 10.1.2.3:5432`, 0, 'error');
  error.code = code;
  return { name: code, error };
}

function systemError(code: string): TableError {
  return { name: code, error: Object.assign(new Error(`connect ${code} 10.1.2.3:5432`), { code, syscall: 'connect' }) };
}

const refused = systemError('ECONNREFUSED').error;

/** What means "wait and go on" everywhere: 503 at HTTP, UNAVAILABLE over gRPC, another try in the executor (E26). */
export const PASSING_ERRORS: TableError[] = [
  ...Object.values(PASSING_STATES).flat().map(sqlError),
  ...PASSING_ERRNOS.map(systemError),
  ...PASSING_MESSAGES.map((message) => ({ name: message, error: new Error(message) })),
  { name: 'a socket that is not there yet', error: systemError('ENOENT').error },
  { name: 'every address refused', error: Object.assign(new AggregateError([refused]), { code: 'ECONNREFUSED' }) },
  { name: 'one of several addresses refused', error: new AggregateError([refused]) },
  { name: 'a fetch without a connection', error: new TypeError('fetch failed', { cause: refused }) },
];

/** What no waiting mends. */
export const LASTING_ERRORS: TableError[] = [
  ...LASTING_STATES.map(sqlError),
  ...LASTING_ERRNOS.map((code) => ({ name: code, error: Object.assign(new Error(code), { code, syscall: 'open' }) })),
  { name: 'a bug', error: new TypeError('x is undefined') },
  { name: 'words like those of a lost connection', error: new Error('Terminated') },
];
