// `pnpm verify`: what can be known in seconds, without a service.
import { finish, runChecks, runProject } from './steps.js';

finish([...(await runChecks()), await runProject({ name: 'unit', project: 'unit' })]);
