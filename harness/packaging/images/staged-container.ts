import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { StackProcess } from '../../dev/child-process.ts';
import type { BuildTarget } from '../../compose/read-dockerfile.ts';

/** The account of the Dockerfile, which may write nothing of an image. Only root can become it. */
export const NOBODY = process.getuid?.() === 0 ? { uid: 65_532, gid: 65_532 } : {};

export interface ContainerOptions {
  name: string;
  target: BuildTarget;
  /** The folder that is `/app` in the image, and the program that is `/usr/local/bin/node`. */
  stage: string;
  node: string;
  /** Of `compose.yaml`. */
  environment: Readonly<Record<string, string>>;
  /** What stands for the addresses of the network of the containers. */
  addresses: Readonly<Record<string, string>>;
}

export interface Container {
  process: StackProcess;
  environment: Record<string, string>;
  /** Runs the health check of the image, which ends with 0 or 1. */
  isHealthy(): Promise<boolean>;
}

/** What a container would run, as a process of this machine: the same files, command, environment and account. */
export function planContainer({ name, target, stage, node, addresses, ...given }: ContainerOptions): Container {
  const here = (text: string): string =>
    Object.entries(addresses).reduce((left, [there, address]) => left.replaceAll(there, address), text);
  const all = { ...target.environment, ...given.environment };
  const environment = Object.fromEntries(Object.entries(all).map(([key, value]) => [key, here(value)]));
  const env = { ...environment, HOME: '/tmp', NODE_DISABLE_COMPILE_CACHE: '1' };
  const place = { ...NOBODY, cwd: stage };
  const [, ...begin] = target.entrypoint;
  const [, ...check] = target.healthcheck;
  const isHealthy = (): Promise<boolean> =>
    promisify(execFile)(node, check.map(here), { ...place, env }).then(
      () => true,
      () => false,
    );
  const lookReady = async () => ((await isHealthy()) ? { kind: 'ready' as const } : null);
  const args = [...begin, ...target.command].map(here);
  return {
    process: new StackProcess({ name, entry: path.resolve(node), args, env, place, lookReady }),
    environment,
    isHealthy,
  };
}
