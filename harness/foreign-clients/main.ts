import { installPythonKits } from './python-environment.ts';

// Installs the Python clients and generators: 0, or 1 and the reason.
const failure = installPythonKits();
if (failure !== null) {
  console.error(`Error: ${failure}`);
  process.exitCode = 1;
}
