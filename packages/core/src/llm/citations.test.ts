import { describe, expect, it } from 'vitest';
import { toStorableCitations, toStorableSearches } from './citations.ts';

const URL_A = 'https://a.example/page';
const cite = (fields: object = {}) => ({ part: 0, url: URL_A, ...fields });

describe('citations of an answer', () => {
  it('keep their places in the text, once each', () => {
    const place = { start_index: 0, end_index: 4, title: 'A', cited_text: 'said' };
    expect(toStorableCitations([cite(place), cite(place), cite({ part: 1 })], ['Text.', 'More.'])).toEqual([
      [{ type: 'url_citation', url: URL_A, start_index: 0, end_index: 4, title: 'A', cited_text: 'said' }],
      [{ type: 'url_citation', url: URL_A }],
    ]);
  });

  it.each([
    ['ends behind the text', { start_index: 0, end_index: 99 }],
    ['ends before it begins', { start_index: 3, end_index: 3 }],
    ['is no number', { start_index: 0.5, end_index: 2 }],
    ['has one end only', { start_index: 1 }],
  ])('lose a place that %s', (_name, place) => {
    expect(toStorableCitations([cite(place)], ['Text.'])).toEqual([[{ type: 'url_citation', url: URL_A }]]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'no address',
    `https://a.example/${'x'.repeat(3_000)}`,
  ])('are dropped with the address %.30s', (url) => {
    expect(toStorableCitations([cite({ url })], ['Text.'])).toEqual([undefined]);
  });

  it('name the host that is opened, and hold only what can be stored', () => {
    const [stored] = toStorableCitations(
      [cite({ url: 'https://bank.example@evil.example/', title: `a\u0000${'x'.repeat(999)}`, cited_text: '\ud800' })],
      ['Text.'],
    );
    expect(stored).toMatchObject([{ url: 'https://evil.example/', cited_text: '\ufffd' }]);
    expect(stored?.[0]?.title).toHaveLength(300);
  });

  it('are at most 500, and of a part beyond the last one belong to the last', () => {
    const many = Array.from({ length: 900 }, (_, index) => cite({ part: 7, url: `${URL_A}/${index}` }));
    expect(toStorableCitations(many, ['Text.'])[0]).toHaveLength(500);
    expect(toStorableCitations([cite()], [])).toEqual([]);
  });
});

it('searches are bounded', () => {
  const made = toStorableSearches(Array.from({ length: 99 }, () => ({ query: 'q'.repeat(5_000) })));
  expect(made).toHaveLength(64);
  expect(made[0]).toEqual({ query: 'q'.repeat(1_000) });
});
