import { readFileSync } from 'node:fs';
import type { FieldError } from '@everruns/schemas';
import { findMissingPartner, findUnreadableFiles, pemPath } from '@everruns/settings';
import { z } from 'zod';

/** Every value is the path of a PEM file. */
export const TlsEnvironment = z.object({
  GRPC_TLS_CERT_PATH: pemPath.describe('Certificate of the gRPC server, for workers on other hosts'),
  GRPC_TLS_KEY_PATH: pemPath.describe('Its private key'),
  GRPC_TLS_CLIENT_CA_PATH: pemPath.describe('Workers must show a certificate of this authority'),
  TEMPORAL_TLS_CA_PATH: pemPath.describe('Authority of the Temporal server’s certificate'),
  TEMPORAL_TLS_CERT_PATH: pemPath.describe('Client certificate for the Temporal server'),
  TEMPORAL_TLS_KEY_PATH: pemPath.describe('Its private key'),
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

/** A certificate without its key or the reverse, and files that cannot be read. */
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

/** Null: workers connect in the clear. */
export function readGrpcTls(env: TlsEnvironment): GrpcTls | null {
  const cert = readPem(env.GRPC_TLS_CERT_PATH);
  const key = readPem(env.GRPC_TLS_KEY_PATH);
  const clientCa = readPem(env.GRPC_TLS_CLIENT_CA_PATH);
  if (cert === undefined || key === undefined) return null;
  return { cert, key, ...(clientCa && { clientCa }) };
}

/** An API key travels encrypted, if need be with the system's authorities: that is the empty object. Null: in the clear. */
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
