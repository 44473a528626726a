import { existsSync } from 'node:fs';
import path from 'node:path';

const MAJOR = 24;

/**
 * Returns the path of the Node that runs the product: the one that the lockfile brings, or this one where npm has none for the platform
 * (macOS). Null if this one is too old for that.
 */
export function findNode(root) {
  const locked = path.join(root, 'apps/cli/node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
  if (existsSync(locked)) return locked;
  return Number(process.versions.node.split('.')[0]) >= MAJOR ? process.execPath : null;
}
