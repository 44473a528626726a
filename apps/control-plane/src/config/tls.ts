import { readFileSync } from 'node:fs';
import type { FieldError } from '@everruns/schemas';
import { findMissingPartner, findUnreadableFiles, pemPath } from '@everruns/settings';
import { z } from 'zod';

/** Every value is the path of a PEM file. */
export const TlsEnvironment = z.object({
  GRPC_TLS_CERT_PATH: pemPath.describe('The certificate of the gRPC server, for workers on other hosts'),
  GRPC_TLS_KEY_PATH: pemPath.describe('The private key of that certificate'),
  GRPC_TLS_CLIENT_CA_PATH: pemPath.describe('The authority that must have issued the certificates of workers'),
  TEMPORAL_TLS_CA_PATH: pemPath.describe('The authority of the Temporal server’s certificate'),
  TEMPORAL_TLS_CERT_PATH: pemPath.describe('The client certificate for the Temporal server'),
  TEMPORAL_TLS_KEY_PATH: pemPath.describe('The private key of that certificate'),
});
type TlsEnvironment = z.output<typeof TlsEnvironment>;

export interface GrpcTls {
  cert: Buffer;
  key: Buffer;
  clientCa?: Buffer;
}

export interface TemporalTls {
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
}

const PAIRS = [
  ['GRPC_TLS_CERT_PATH', 'GRPC_TLS_KEY_PATH'],
  ['TEMPORAL_TLS_CERT_PATH', 'TEMPORAL_TLS_KEY_PATH'],
] as const;

/** Reports a certificate without its key, a key without its certificate, and files that cannot be read. */
export function findTlsErrors(env: TlsEnvironment): FieldError[] {
  const paths = pickPaths(env);
  return [
    ...PAIRS.flatMap(([cert, key]) => [
      ...findMissingPartner(paths, cert, key),
      ...findMissingPartner(paths, key, cert),
    ]),
    ...findMissingPartner(paths, 'GRPC_TLS_CLIENT_CA_PATH', 'GRPC_TLS_CERT_PATH'),
    ...findUnreadableFiles(paths),
  ];
}

function pickPaths(env: TlsEnvironment): Record<string, string | undefined> {
  const names = Object.keys(TlsEnvironment.shape) as (keyof TlsEnvironment)[];
  return Object.fromEntries(names.map((name) => [name, env[name]]));
}

/** Null when workers connect without TLS. */
export function readGrpcTls(env: TlsEnvironment): GrpcTls | null {
  const cert = readPem(env.GRPC_TLS_CERT_PATH);
  const key = readPem(env.GRPC_TLS_KEY_PATH);
  const clientCa = readPem(env.GRPC_TLS_CLIENT_CA_PATH);
  if (cert === undefined || key === undefined) return null;
  return { cert, key, ...(clientCa && { clientCa }) };
}

/** Null without TLS. An API key requires TLS: an empty object means TLS with the system's authorities. */
export function readTemporalTls(env: TlsEnvironment, hasApiKey: boolean): TemporalTls | null {
  const ca = readPem(env.TEMPORAL_TLS_CA_PATH);
  const cert = readPem(env.TEMPORAL_TLS_CERT_PATH);
  const key = readPem(env.TEMPORAL_TLS_KEY_PATH);
  if (!hasApiKey && ca === undefined && cert === undefined) return null;
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function readPem(path: string | undefined): Buffer | undefined {
  return path === undefined ? undefined : readFileSync(path);
}
