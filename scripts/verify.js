// `pnpm verify`: what can be known in seconds, without a service.
import { checks, finish, runCheck, runProject } from './steps.js';

finish([...checks.map(runCheck), runProject({ name: 'unit', project: 'unit' })]);
