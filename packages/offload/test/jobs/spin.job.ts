/** Says that it has begun, and never ends. */
export default function spin({ flag }: { flag: Int32Array }): never {
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
  for (;;);
}
