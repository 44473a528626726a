import { describe, expect, it } from 'vitest';
import { mergePatch } from './merge-patch.ts';

interface Thing {
  name: string;
  title?: string;
  tags: string[];
  limits?: { steps?: number; hours?: number };
}

const THING: Thing = { name: 'a', title: 'A', tags: ['x'], limits: { steps: 1 } };

describe('a merge patch', () => {
  it('sets what it names, removes what it names with null, and leaves the rest', () => {
    expect(mergePatch(THING, { name: 'b', title: null })).toEqual({ name: 'b', tags: ['x'], limits: { steps: 1 } });
  });

  it('says nothing about a member that is undefined, and adds no such member', () => {
    expect(mergePatch(THING, { name: undefined })).toStrictEqual(THING);
    expect(mergePatch<{ title?: string }>({}, { title: undefined })).toStrictEqual({});
    expect(mergePatch<{ title?: string }>({}, { title: null })).toStrictEqual({});
  });

  it('replaces objects and lists as a whole', () => {
    expect(mergePatch(THING, { tags: [], limits: { hours: 2 } })).toMatchObject({ tags: [], limits: { hours: 2 } });
    expect(mergePatch(THING, { limits: { hours: 2 } }).limits).not.toHaveProperty('steps');
  });

  it('changes neither the target nor the patch', () => {
    const patch = { title: null };
    mergePatch(THING, patch);
    expect(THING.title).toBe('A');
    expect(patch).toEqual({ title: null });
  });
});
