import { expect, it } from 'vitest';
import { notesOf } from './pack-release.ts';

const CHANGELOG = `# Changelog

## Unreleased

- Not yet.

## 1.2.3 (2026-12-01)

- A thing that was made.

## 1.2.2

- An older thing.
`;

it('the notes of a release are its section of the changelog', () => {
  expect(notesOf(CHANGELOG, { tag: 'v1.2.3', version: '1.2.3' })).toBe('- A thing that was made.\n');
  expect(notesOf(CHANGELOG, { tag: 'v1.2.2', version: '1.2.2' })).toBe('- An older thing.\n');
});

it('a tag that is not the version of the packages releases nothing', () => {
  expect(() => notesOf(CHANGELOG, { tag: 'v1.3.0', version: '1.2.3' })).toThrow(
    'The tag is v1.3.0, but the packages have the version 1.2.3.',
  );
});

it('a version without a section releases nothing', () => {
  expect(() => notesOf(CHANGELOG, { tag: 'v1.2.4', version: '1.2.4' })).toThrow('has no section "## 1.2.4"');
});
