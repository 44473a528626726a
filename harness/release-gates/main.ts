import { installGoTools } from './go-tools.ts';

// Builds the Go programs of the release gates. Exits with 0, or with 1 and the reason.
const failure = installGoTools();
if (failure !== null) {
  console.error(`Error: ${failure}`);
  process.exitCode = 1;
}
