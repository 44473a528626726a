import { describe, expect, it } from 'vitest';
import { isProduct, SOURCE } from './control-plane-folders.ts';
import { listSignatures, type Signature } from './signatures.ts';
import { listFiles, readSource } from './source-files.ts';

const SERVICES = new RegExp(`^${SOURCE}/services/[^/]+/[^/]+\\.ts$`);
const ENGINE_VERBS = new RegExp(`^${SOURCE}/engine/verbs/[^/]+\\.ts$`);
/**
 * The types of a function's dependencies or context. A function that takes none of them and returns no promise is pure and
 * no verb.
 */
const BAG = /\b(?:Services|CoreServices|EngineDeps|AuthDeps|Database|Tx|\w*Scope|\w*Context|Principal)\b/;

const SHAPE = [
  { name: 'deps', type: /^(?:Services|CoreServices|EngineDeps|Pick<(?:Services|EngineDeps), [^>]+>)$/ },
  { name: 'ctx', type: /^(?:RequestContext|AnonymousContext|ProcessContext)$/ },
  { name: 'input', type: /./ },
];

function isVerb({ parameters, returns }: Signature): boolean {
  return returns === 'Promise' || parameters.some(({ type }) => BAG.test(type));
}

/** Whether the parameters have their order and names. An unused one may begin with `_`, and any may be destructured. */
function hasShape({ parameters }: Signature): boolean {
  return (
    parameters.length <= SHAPE.length &&
    parameters.every(({ name, type }, index) => {
      const wanted = SHAPE[index];
      if (wanted === undefined || !wanted.type.test(type)) return false;
      return name === '{}' || name.replace(/^_/, '') === wanted.name;
    })
  );
}

const IMPORT = /import (?!type)([^;]*?) from '([^']+)';/g;
const product = listFiles(`${SOURCE}/*.ts`, `${SOURCE}/**/*.ts`).filter(isProduct);

/** Returns the names that product files import, with the file they come from. */
function importedNames(from: readonly string[]): Set<string> {
  const found = from.flatMap((file) =>
    [...readSource(file).matchAll(IMPORT)].flatMap(([, names = '', specifier = '']) => {
      const target = new URL(specifier, `file:///${file}`).pathname.slice(1);
      return names
        .replaceAll(/[{}]/g, '')
        .split(',')
        .map((name) => `${target} ${name.trim().split(' as ')[0] ?? ''}`);
    }),
  );
  return new Set(found);
}

/** Returns the names that the engine's index exports. */
function exportedByTheDoor(): Set<string> {
  const door = readSource(`${SOURCE}/engine/index.ts`);
  const found = [...door.matchAll(/export (?!type)\{([^}]*)\} from '\.\/([^']+)';/g)];
  return new Set(
    found.flatMap(([, names = '', file = '']) =>
      names.split(',').map((name) => `${SOURCE}/engine/${file} ${name.trim()}`),
    ),
  );
}

function entryPoints(folder: RegExp, outside: (file: string) => boolean): { file: string; signature: Signature }[] {
  const used = importedNames(product.filter(outside));
  const exported = exportedByTheDoor();
  return product
    .filter((file) => folder.test(file))
    .flatMap((file) => listSignatures(readSource(file)).map((signature) => ({ file, signature })))
    .filter(({ file, signature: { name } }) => used.has(`${file} ${name}`) || exported.has(`${file} ${name}`))
    .filter(({ signature }) => isVerb(signature));
}

const isListener = (file: string) => file.startsWith(`${SOURCE}/http/`) || file.startsWith(`${SOURCE}/grpc/`);
const verbs = {
  services: entryPoints(SERVICES, isListener),
  engine: entryPoints(ENGINE_VERBS, (file) => !ENGINE_VERBS.test(file)),
};

describe('a verb', () => {
  it('is found wherever a listener, or another part of the engine, asks for one', () => {
    expect(verbs.services.length).toBeGreaterThan(50);
    expect(verbs.engine.length).toBeGreaterThan(20);
  });

  it.each([...verbs.services, ...verbs.engine])('$signature.name is verb(deps, ctx, input)', ({ file, signature }) => {
    const shown = signature.parameters.map(({ name, type }) => `${name}: ${type}`).join('; ');
    expect(hasShape(signature), `${file} ${signature.name}(${shown})`).toBe(true);
  });

  it.each([
    ['export function a(db: Database, ctx: RequestContext): void {}', false],
    ['export function a(deps: Services, ctx: RequestContext, id: string): void {}', false],
    ['export function a(deps: Services, input: object): void {}', false],
    ['export function a({ db }: Pick<Services, "db">, _ctx: RequestContext, { b }: { b: string }): void {}', true],
    ['export async function a<T>(deps: EngineDeps, ctx: ProcessContext, input: (b: T) => T): Promise<T> {}', true],
  ])('is told from other shapes: %s', (source, expected) => {
    expect(listSignatures(source).map(hasShape)).toEqual([expected]);
  });
});

describe('a transaction', () => {
  it('is opened by db/transaction.ts alone', () => {
    const opening = product.filter((file) => /\.transaction\(\)|'begin'/.test(readSource(file)));
    expect(opening.filter((file) => !/\/db\/(transaction|pipelined-driver|migrate)\.ts$/.test(file))).toEqual([]);
  });
});
