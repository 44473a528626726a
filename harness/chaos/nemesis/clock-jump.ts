import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Preloaded into a process under test. At SIGUSR2 its wall clock is offset from the real one by the milliseconds in the
 * file named by its pid in CLOCK_DIR. The monotonic clock stays unchanged, as when an operator or NTP sets a clock.
 */
const RealDate = Date;
const realNow = Date.now.bind(Date);
const folder = process.env['CLOCK_DIR'] ?? '';
let shiftMs = 0;

process.on('SIGUSR2', () => {
  shiftMs = Number(readFileSync(path.join(folder, String(process.pid)), 'utf8'));
});
RealDate.now = () => realNow() + shiftMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [target.now()] : args, newTarget),
});
