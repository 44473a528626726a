import { expect, it } from 'vitest';
import { drawRecording } from './draw-recording.ts';

const listTexts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);

it('what was printed stands where a terminal would put it, and appears in its order', () => {
  const svg = drawRecording('npm run demo', [
    { ms: 5, text: 'Starting …\n' },
    { ms: 9_000, text: 'A dur' },
    { ms: 9_100, text: 'able answer\n' },
    { ms: 9_200, text: `${'long '.repeat(30)}\n  >>> kill -9 <<<` },
  ]);
  expect(listTexts(svg)).toEqual([
    '$ npm run demo',
    'Starting …',
    'A dur',
    'able answer',
    'long '.repeat(19),
    'long '.repeat(11),
    '  &gt;&gt;&gt; kill -9 &lt;&lt;&lt;',
  ]);
  const shown = [...svg.matchAll(/@keyframes k\d+\{0%,([\d.]+)%/g)].map(([, at]) => Number(at));
  expect(shown).toEqual(shown.toSorted((left, right) => left - right));
  // The nine seconds in which nothing happened are one.
  expect(svg).toContain('animation-duration:9300ms');
});
