import { testRequests } from './test-requests.ts';

/** Other requests than those of `npm test`. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_201);

testRequests({ authMode: 'none', requests: 5_000, seed, frames: 0 });
testRequests({ authMode: 'full', requests: 4_000, seed, frames: 0 });
