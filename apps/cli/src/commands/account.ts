import type { Command } from 'commander';
import { connectTo, withServer, type Cli } from '../client/connect.ts';
import { toClientError } from '../client/to-client-error.ts';
import { findServer, type ServerOptions } from '../profiles/find-server.ts';
import { DEFAULT_PROFILE, loadProfiles, profileFile, saveProfile } from '../profiles/profile-store.ts';
import type { Profile } from '../profiles/profile-store.ts';
import { signInByBrowser } from '../profiles/sign-in-by-browser.ts';
import { deleteKey, signInWithKey, signInWithPassword } from '../profiles/sign-in.ts';
import { askSecret, askText, readStandardInput } from '../terminal/ask.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { formatFields } from '../terminal/format-table.ts';
import { withExamples } from './with-examples.ts';

interface LoginOptions extends ServerOptions {
  password?: boolean;
  email?: string;
  passwordStdin?: boolean;
  apiKeyStdin?: boolean;
}

export function addAccountCommands(program: Command, cli: Cli): void {
  const login = program
    .command('login')
    .description(
      'sign in to a server by approving a code in a browser; the profile file keeps an API key that is made for this machine',
    )
    .option('--password', 'ask for e-mail and password here instead')
    .option('--email <address>', 'whose account, with its password')
    .option('--password-stdin', 'read the password from the standard input')
    .option('--api-key-stdin', 'keep this API key instead, read from the standard input')
    .action((_: unknown, command: Command) => logIn(cli, command.optsWithGlobals<LoginOptions>()));
  withExamples(
    login,
    'login --api-url https://everruns.example.com',
    'login --email ada@example.com',
    'login --profile staging --email ada@example.com --password-stdin < password.txt',
    'login --api-key-stdin < key.txt',
  );
  const logout = program
    .command('logout')
    .description('delete the key of a profile, on the server and here')
    .action((_: unknown, command: Command) => logOut(cli, command));
  withExamples(logout, 'logout', 'logout --profile staging');
  const status = program
    .command('status')
    .description('say which server is used, whether it answers, and who is signed in')
    .action((_: unknown, command: Command) => showStatus(cli, command));
  withExamples(status, 'status', 'status -o json');
}

async function logIn(cli: Cli, options: LoginOptions): Promise<void> {
  const name = options.profile ?? (cli.env.EVERRUNS_PROFILE || DEFAULT_PROFILE);
  const stored = (await loadProfiles(cli.env))[name]?.api_url;
  const given = options.apiUrl ?? (cli.env.EVERRUNS_API_URL || stored);
  const server = await findServer({ ...cli.env, EVERRUNS_PROFILE: '' }, given === undefined ? {} : { apiUrl: given });
  const { apiUrl } = server;
  try {
    const config = await connectTo({ apiUrl, apiKey: null, orgId: null }).auth.config();
    if (config.mode === 'none') {
      await saveProfile(cli.env, name, { api_url: apiUrl });
      cli.terminal.note(`${apiUrl} lets everybody in (AUTH_MODE=none): the profile ${name} keeps its address.`);
      return;
    }
    const profile = await signIn(cli, options, { apiUrl, hasBrowserLogin: config.device_login === true });
    await saveProfile(cli.env, name, profile);
    const who = cleanLine(profile.email ?? 'The key');
    cli.terminal.note(`${who} is signed in to ${apiUrl}. The profile ${name} is in ${profileFile(cli.env)}.`);
  } catch (error) {
    throw toClientError(error, { ...server, profile: name });
  }
}

/** Signs in as the options ask: with a key, with a password, or else in a browser, if the server knows how. */
async function signIn(
  { terminal }: Cli,
  options: LoginOptions,
  { apiUrl, hasBrowserLogin }: { apiUrl: string; hasBrowserLogin: boolean },
): Promise<Profile> {
  if (options.apiKeyStdin === true) return signInWithKey(apiUrl, await readStandardInput());
  const isByPassword = options.password === true || options.email !== undefined || options.passwordStdin === true;
  if (hasBrowserLogin && !isByPassword) return signInByBrowser(apiUrl, terminal);
  const email = options.email ?? (await askText(terminal, 'Email', '--email'));
  const password =
    options.passwordStdin === true
      ? await readStandardInput()
      : await askSecret(terminal, 'Password', '--password-stdin');
  return signInWithPassword(apiUrl, { email, password });
}

async function logOut(cli: Cli, command: Command): Promise<void> {
  const { profile: given } = command.optsWithGlobals<ServerOptions>();
  const name = given ?? (cli.env.EVERRUNS_PROFILE || DEFAULT_PROFILE);
  const profile = (await loadProfiles(cli.env))[name];
  if (profile === undefined) {
    cli.terminal.note(`There is no profile ${name}: nobody was signed in.`);
    return;
  }
  const apiKey = profile.api_key ?? null;
  // The profile is deleted even if the server cannot be reached to delete the key.
  await saveProfile(cli.env, name, null);
  const isDeleted = await deleteKey(connectTo({ apiUrl: profile.api_url, apiKey, orgId: null }), profile).catch(
    () => false,
  );
  const rest = isDeleted
    ? ''
    : ` The key could not be deleted on ${profile.api_url}: delete it in the UI, under Settings.`;
  cli.terminal.note(`The profile ${name} is gone.${rest}`);
}

async function showStatus(cli: Cli, command: Command): Promise<void> {
  await withServer(cli, command, async ({ api, server, printer }) => {
    const health = await api.health();
    const me = await api.auth.me();
    const status = {
      api_url: server.apiUrl,
      address_from: server.source,
      profile: server.profile,
      version: health.version,
      auth_mode: health.auth_mode,
      runner: health.runner,
      user: me.user?.email,
      organization: me.organization.name,
      role: me.role,
    };
    printer.show(status, () => formatFields(status));
  });
}
