export { clockContract } from './clock.contract.ts';
