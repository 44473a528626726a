import { z } from 'zod';

/** Empty means absent: compose files pass `VAR=`. */
const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

const optionalUrl = optionalText.pipe(z.url({ protocol: /^https?$/ }).optional());

const WorkerEnv = z.object({
  GRPC_ADDRESS: z.string().default('127.0.0.1:9001'),
  WORKER_GRPC_TOKEN: z.string().min(1),
  GRPC_TLS_CA_PATH: optionalText,
  WORKER_ID: optionalText,
  MAX_CONCURRENT_TASKS: z.coerce.number().int().min(1).max(10_000).default(100),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: optionalText,
  TEMPORAL_TLS_CA_PATH: optionalText,
  TEMPORAL_TLS_CERT_PATH: optionalText,
  TEMPORAL_TLS_KEY_PATH: optionalText,
  EGRESS_ALLOW_CIDRS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((item) => item.trim() || [])),
  OPENAI_BASE_URL: optionalUrl,
  ANTHROPIC_BASE_URL: optionalUrl,
  HTTPS_PROXY: optionalText,
  HTTP_PROXY: optionalText,
  NO_PROXY: optionalText,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type WorkerEnv = z.infer<typeof WorkerEnv>;

/** Reads what a worker may know. A database address is not part of it, whatever the environment holds. Throws `ZodError`. */
export function parseWorkerEnv(env: Record<string, string | undefined>): WorkerEnv {
  return WorkerEnv.parse(env);
}
