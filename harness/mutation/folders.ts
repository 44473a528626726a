export interface MutatedFolder {
  name: string;
  /** Mutated are its sources; its tests, and those of `tests`, must notice. */
  folder: string;
  /** The folder whose tests run; those that do not import what is mutated are left out. */
  tests: string;
  /** Whether some of these tests need a PostgreSQL. */
  needsPostgres: boolean;
  /** Percent of the mutants that the tests must notice; a little below what was measured last. It only rises. */
  floor: number;
}

/** What is mutated every night, and how much of it may go unnoticed. */
export const MUTATED_FOLDERS: readonly MutatedFolder[] = [
  { name: 'core', folder: 'packages/core/src', tests: 'packages/core', needsPostgres: false, floor: 75 },
  {
    name: 'decide',
    folder: 'apps/control-plane/src/engine/decide',
    tests: 'apps/control-plane/src/engine',
    needsPostgres: true,
    floor: 50,
  },
  {
    name: 'events',
    folder: 'apps/control-plane/src/events',
    tests: 'apps/control-plane/src/events',
    needsPostgres: false,
    floor: 70,
  },
];
