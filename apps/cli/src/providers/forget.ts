import { forgetProvider } from '@everruns/control-plane';
import { isVendor, offerOf, VENDOR_OFFERS, type EnvironmentVendor } from '@everruns/schemas';
import type { Environment } from '../config/env.ts';
import { CliError } from '../cli-error.ts';
import { withOperatorDatabase } from '../data-folder/operator-database.ts';

/** Deletes the provider, key and models that a start with a vendor's key stored, at DATABASE_URL or in the data folder. */
export async function forgetVendor(env: Environment, given: string, print: (line: string) => void): Promise<void> {
  const vendor = toVendor(given);
  const { name, settings } = offerOf(vendor);
  const outcome = await withOperatorDatabase(env, print, (databaseUrl) => forgetProvider({ databaseUrl, vendor }));
  if (outcome === 'absent') {
    print(`Nothing to forget: no start has stored a key of ${name} in this database.`);
    return;
  }
  print(`Forgot ${name}: its provider, its key and its models are deleted. Running replicas follow within seconds.`);
  if (outcome === 'forgotten_with_default') {
    print(
      'The default model was one of them: turns fail with no_model until you choose another under Settings, Models.',
    );
  }
  const set = settings.apiKeys.find((setting) => env[setting]);
  if (set !== undefined) {
    print(`${set} is set in this environment: a start with it stores the key again.`);
  }
}

function toVendor(given: string): EnvironmentVendor {
  if (isVendor(given)) return given;
  const vendors = VENDOR_OFFERS.map(({ type }) => type).join(' or ');
  throw new CliError(
    `${given} is no provider that a start stores: give ${vendors}. Others are deleted under Settings, Providers.`,
  );
}
