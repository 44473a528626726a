/**
 * What a JavaScript program finds beside the language: `console`, timers and `files`. It runs inside the isolate, which knows nothing
 * of Node. `host` holds the only functions that lead out of the isolate, and they take and return plain values.
 */
export const PRELUDE = `(() => {
  const host = globalThis.__host;
  delete globalThis.__host;
  const { stringify, parse } = JSON;
  const show = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return String(value.stack ?? value);
    if (typeof value !== 'object' || value === null) return String(value);
    try { return stringify(value, (_key, inner) => (typeof inner === 'bigint' ? inner + 'n' : inner), 2) ?? String(value); }
    catch { return Object.prototype.toString.call(value); }
  };
  const say = (stream) => (...values) => { host.print(stream, values.map(show).join(' ') + '\\n'); };
  const out = say('stdout');
  const err = say('stderr');
  globalThis.console = { log: out, info: out, debug: out, warn: err, error: err, table: out, trace: err };

  const timers = new Map();
  let lastTimer = 0;
  let now = 0;
  const add = (every) => (run, delay = 0, ...args) => {
    const wait = Math.max(0, Number(delay) || 0);
    timers.set((lastTimer += 1), { run, args, at: now + wait, every: every ? Math.max(1, wait) : null });
    return lastTimer;
  };
  const drop = (id) => void timers.delete(id);
  Object.assign(globalThis, {
    setTimeout: add(false), setInterval: add(true), clearTimeout: drop, clearInterval: drop,
    queueMicrotask: (run) => void Promise.resolve().then(run),
  });

  const check = (path) => {
    if (typeof path !== 'string' || !path.startsWith('/')) throw new TypeError('a path is absolute text, for example "/notes/plan.md"');
    return path;
  };
  const found = (path, value) => { if (value === undefined) throw new Error('There is no file ' + path + '.'); return value; };
  globalThis.files = Object.freeze({
    list: () => parse(host.list()),
    exists: (path) => host.readText(check(path)) !== undefined,
    read: (path) => found(check(path), host.readText(path)),
    readBytes: (path) => new Uint8Array(found(check(path), host.readBytes(path))),
    write: (path, content) => {
      check(path);
      if (typeof content === 'string') host.writeText(path, content);
      else host.writeBytes(path, new Uint8Array(content).buffer);
    },
    delete: (path) => { if (!host.delete(check(path))) found(path, undefined); },
  });

  let state = { kind: 'running' };
  globalThis.__start = (run) => {
    run().then(
      (value) => { state = { kind: 'done', value: value === undefined ? null : (stringify(value) ?? null) }; },
      (error) => { state = { kind: 'failed', text: show(error) }; },
    );
  };
  /** Runs the timers that are due. Returns the state, and the milliseconds to the next timer or -1. */
  globalThis.__turn = (time) => {
    now = time;
    let ran = false;
    for (const [id, timer] of [...timers].sort(([, a], [, b]) => a.at - b.at)) {
      if (timer.at > now || !timers.has(id)) continue;
      if (timer.every === null) timers.delete(id); else timer.at = now + timer.every;
      ran = true;
      timer.run(...timer.args);
    }
    return stringify({ ...state, ran, next: timers.size === 0 ? -1 : Math.max(0, Math.min(...[...timers.values()].map(({ at }) => at)) - now) });
  };
})();`;
