import { VENDOR_OFFERS, type EnvironmentVendor } from '@everruns/schemas';
import { httpUrl } from './kinds.ts';
import { foreignSecret } from './secrets.ts';

/** A provider that the operator's environment configures. */
export interface EnvironmentProvider {
  apiKey: string;
  baseUrl: string | undefined;
}

/** Only the providers that are configured. */
export type EnvironmentProviders = Partial<Record<EnvironmentVendor, EnvironmentProvider>>;

/** The settings of every vendor that an environment can configure. Their names are data, which the parsed type does not contain. */
export const PROVIDER_SETTINGS: object = Object.fromEntries(
  VENDOR_OFFERS.flatMap(({ name, settings }) => [
    [settings.apiKeys[0], foreignSecret().optional().describe(`Makes a provider ${name} at start`)],
    [settings.apiKeys[1], foreignSecret().optional().describe('The same, by the vendor’s own name')],
    [settings.baseUrl, httpUrl.optional().describe('Another address for it')],
  ]),
);

/** The addresses only, for processes that receive the keys from others. */
export const PROVIDER_ADDRESS_SETTINGS: object = Object.fromEntries(
  VENDOR_OFFERS.map(({ settings }) => [
    settings.baseUrl,
    httpUrl.optional().describe('As on the control plane: an address that may be a private one'),
  ]),
);

/** What was parsed with `PROVIDER_SETTINGS`. */
export function toEnvironmentProviders(parsed: object): EnvironmentProviders {
  const given = VENDOR_OFFERS.flatMap(({ type, settings }): [EnvironmentVendor, EnvironmentProvider][] => {
    const [first, second] = settings.apiKeys;
    const apiKey = textAt(parsed, first) ?? textAt(parsed, second);
    return apiKey === undefined ? [] : [[type, { apiKey, baseUrl: textAt(parsed, settings.baseUrl) }]];
  });
  return Object.fromEntries(given);
}

/** The addresses in what was parsed with `PROVIDER_ADDRESS_SETTINGS`. */
export function toProviderAddresses(parsed: object): string[] {
  return VENDOR_OFFERS.flatMap(({ settings }) => textAt(parsed, settings.baseUrl) ?? []);
}

function textAt(parsed: object, name: string): string | undefined {
  const value: unknown = Object.entries(parsed).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}
