import { describe, expect, it } from 'vitest';
import { linkAbort } from './link-abort.ts';

describe('a linked abort', () => {
  it('aborts with the reason of the first parent that does', () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const linked = linkAbort(one.signal, two.signal);
    expect(linked.signal.aborted).toBe(false);
    two.abort('two');
    one.abort('one');
    expect(linked.signal.reason).toBe('two');
  });

  it('is aborted at once if a parent was', () => {
    expect(linkAbort(AbortSignal.abort('before')).signal.reason).toBe('before');
  });

  it('aborts by itself and leaves its parents alone', () => {
    const parent = new AbortController();
    const linked = linkAbort(parent.signal);
    linked.abort('mine');
    expect([linked.signal.reason, parent.signal.aborted]).toEqual(['mine', false]);
  });

  it('follows nobody once it is released', () => {
    const parent = new AbortController();
    const linked = linkAbort(parent.signal);
    linked.release();
    parent.abort();
    expect(linked.signal.aborted).toBe(false);
  });
});
