import { it } from 'vitest';
import { askWhileKilled } from './ask-while-killed.ts';

it(
  'what a tool asked the model is paid for once, although its worker on Temporal is killed',
  { timeout: 300_000 },
  () => askWhileKilled('temporal'),
);
