import type { Config } from '@everruns/control-plane';
import { createEverruns } from '@everruns/sdk';
import type { Environment } from '../config/env.ts';
import { fillDemoData } from './fill-demo-data.ts';
import { startSecondProcess } from './second-process.ts';

export interface DemoHost {
  config: Config;
  /** The settings of this process, with which the second one runs. */
  settings: Environment;
  httpUrl: string;
  print: (text: string) => void;
}

/** Fills the platform of this process with demo data, and says what it does. */
export async function showDemoData({ config, settings, httpUrl, print }: DemoHost): Promise<void> {
  const { admin } = config.auth;
  if (admin !== null && admin.password === null) return print('No demo data: this process cannot sign in.');
  const token = admin === null ? null : await signIn(httpUrl, { email: admin.email, password: admin.password ?? '' });
  print('Playing a week of sessions, this once. It takes some seconds, and warnings are part of it …');
  const count = await fillDemoData({
    api: createEverruns({ baseUrl: httpUrl, ...(token !== null && { apiKey: token }) }),
    databaseUrl: config.databaseUrl,
    startSecond: () => startSecondProcess(settings, token),
  });
  print(
    count === null ? 'The demo data is there already.' : `${count} sessions of the last week are there to look at.`,
  );
}

async function signIn(baseUrl: string, account: { email: string; password: string }): Promise<string> {
  const { tokens } = await createEverruns({ baseUrl }).auth.login({ ...account, grant: 'tokens' });
  return tokens?.access_token ?? '';
}
