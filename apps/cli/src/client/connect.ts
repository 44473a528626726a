import { createEverruns, EverrunsApiError, type Everruns } from '@everruns/sdk';
import type { Command } from 'commander';
import type { Environment } from '../config/env.ts';
import { findServer, type Server, type ServerOptions } from '../profiles/find-server.ts';
import { createPrinter, type Printer } from '../terminal/printer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { toClientError } from './to-client-error.ts';

/** The parts from which every command is created. */
export interface Cli {
  env: Environment;
  terminal: Terminal;
  /** The exit code of the process. */
  state: { exitCode: number };
}

/** A command's connection to the server. */
export interface Connection extends Cli {
  api: Everruns;
  server: Server;
  printer: Printer;
}

interface GlobalOptions extends ServerOptions {
  output?: string;
}

/** Finds the server for the command, runs the work, and converts the server's errors to sentences. */
export async function withServer(
  cli: Cli,
  command: Command,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const printer = createPrinter(cli.terminal, options.output);
  const server = await findServer(cli.env, options);
  try {
    await work({ ...cli, api: connectTo(server), server, printer });
  } catch (error) {
    throw toClientError(error, server);
  }
}

export function connectTo({ apiUrl, apiKey, orgId }: Pick<Server, 'apiUrl' | 'apiKey' | 'orgId'>): Everruns {
  return createEverruns({ baseUrl: apiUrl, ...(apiKey !== null && { apiKey }), ...(orgId !== null && { orgId }) });
}

export function isNotFound(error: unknown): boolean {
  return error instanceof EverrunsApiError && error.status === 404;
}
