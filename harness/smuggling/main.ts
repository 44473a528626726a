import { findPython } from './h11-judge.ts';

// Says whether the judge of these tests is installed: 0, or 1.
process.exitCode = findPython() === null ? 1 : 0;
