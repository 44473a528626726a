import { isIP } from 'node:net';
import { refuseSecretInAddress } from '@everruns/schemas';
import { z } from 'zod';

export interface Address {
  host: string;
  port: number;
}

/** `true` or `false`. Default: `fallback`. */
export function flag(fallback: 'true' | 'false' = 'false') {
  return z
    .enum(['true', 'false'])
    .default(fallback)
    .transform((text) => text === 'true');
}

/** A whole number from `min` to `max`. Default: `fallback`. */
export function wholeNumber({ min, max, fallback }: { min: number; max: number; fallback: number }) {
  return z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);
}

/** Comma-separated parts, without the blanks around them. */
export const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''));

/** Comma-separated ranges of addresses: `10.0.0.0/8,fd00::/8`. */
export const cidrList = list.refine((items) => items.every(isCidr), 'must hold ranges such as 10.1.0.0/16 or fd00::/8');

export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL with http or https' })
  .check(refuseSecretInAddress);

/** Comma-separated origins. `null`, which means every sandboxed page, and `*` are refused. */
export const originList = list.refine(
  (items) => items.every(isOrigin),
  'must hold origins such as https://ui.example, without a path; neither * nor null, for the API takes cookies',
);

/** An address to listen at: `127.0.0.1:9000`, `[::1]:9000`. */
export const listenAddress = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[^:\s]+):\d{1,5}$/, 'must look like 127.0.0.1:9000')
  .transform(parseAddress)
  .refine(({ port }) => port <= 65_535, 'must have a port up to 65535');

/** An address to connect to: `host:7233`. */
export const peerAddress = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[^:\s/]+):\d{1,5}$/, 'must look like host:7233')
  .refine((text) => parseAddress(text).port <= 65_535, 'must have a port up to 65535');

/** The path of a PEM file. */
export const pemPath = z.string().min(1).optional();

export const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info');

function parseAddress(text: string): Address {
  const split = text.lastIndexOf(':');
  return { host: text.slice(0, split).replace(/^\[|\]$/g, ''), port: Number(text.slice(split + 1)) };
}

/** `https://host[:port]`, or the origin of an app, such as `capacitor://localhost`. */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s*]+$/.test(text)) return false;
  return !/^https?:/.test(text) || URL.parse(text)?.origin === text;
}

function isCidr(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}
