import { sleep } from '@everruns/kernel';
import { EverrunsApiError, type DeviceLogin, type LoginResponse } from '@everruns/sdk';
import { connectTo } from '../client/connect.ts';
import { CliError } from '../cli-error.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Profile } from './profile-store.ts';
import { describeProgram, keepLogin } from './sign-in.ts';

/**
 * Shows a code and an address, waits until a person has approved it in a browser, and returns the profile to store (RFC 8628). Throws a
 * sentence if they deny it or nobody decides in time.
 */
export async function signInByBrowser(apiUrl: string, terminal: Terminal): Promise<Profile> {
  const { auth } = connectTo({ apiUrl, apiKey: null, orgId: null });
  const begun = await auth.startDeviceLogin({ client_name: describeProgram() });
  const address = cleanLine(begun.verification_uri);
  const code = terminal.noteStyle('bold', cleanLine(begun.user_code));
  terminal.note(`Open ${address} in a browser, sign in, and type this code: ${code}`);
  terminal.note(`It is valid for ${Math.ceil(begun.expires_in / 60)} minutes. Waiting …`);
  return keepLogin(apiUrl, await waitForApproval(apiUrl, begun));
}

async function waitForApproval(apiUrl: string, begun: DeviceLogin): Promise<LoginResponse> {
  const { auth } = connectTo({ apiUrl, apiKey: null, orgId: null });
  let pauseSeconds = begun.interval;
  // The pauses alone are counted: the server decides when the code expires, and this ends the loop where it never does.
  for (let leftSeconds = begun.expires_in; leftSeconds > 0; leftSeconds -= pauseSeconds) {
    await sleep(pauseSeconds * 1_000);
    // A server that is away, or that asks to come back later, is asked again until the code expires.
    const progress = await auth.exchangeDeviceCode(begun.device_code).catch((error: unknown) => {
      if (mayPass(error)) return null;
      throw error;
    });
    if (progress === null) continue;
    if (progress.status === 'approved' && progress.login !== undefined) return progress.login;
    if (progress.status === 'denied') throw new CliError('The login was denied in the browser.', 'denied');
    if (progress.status === 'expired') break;
    pauseSeconds = progress.interval;
  }
  throw new CliError('Nobody approved the code in time: run `everruns login` again.', 'denied');
}

function mayPass(error: unknown): boolean {
  if (error instanceof EverrunsApiError) return error.status >= 500 || error.status === 429;
  return error instanceof TypeError && error.message === 'fetch failed';
}
