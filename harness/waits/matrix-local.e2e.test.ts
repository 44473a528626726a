import { vi } from 'vitest';
import { waitMatrix } from './matrix.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });
waitMatrix('local');
