import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleOf } from '../../../src/domain/title.ts';

describe('titleOf', () => {
  it.each([
    ['Plan a trip to Lisbon', 'Plan a trip to Lisbon'],
    ['\n\n  ## **Plan** a `trip`\nwith kids', 'Plan a trip'],
    ['https://example.org/a?b=c\nSummarise this', 'Summarise this'],
    ['See [the docs](https://example.org) please', 'See the docs please'],
    ['```js\nconst answer = 42;\n```', 'const answer = 42;'],
    ['- [ ] buy milk', '[ ] buy milk'],
    ['> quoted\nreply', 'quoted'],
    ['???', '???'],
    ['   ', 'New conversation'],
    ['', 'New conversation'],
    ['snake_case stays', 'snake_case stays'],
    ['好'.repeat(80), `${'好'.repeat(47)}…`],
  ])('%j → %j', (text, title) => {
    expect(titleOf(text)).toBe(title);
  });

  it('reads no more than it needs of a very long line', () => {
    const start = performance.now();
    titleOf('['.repeat(99_000));
    titleOf('![a]('.repeat(19_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('cuts at a word', () => {
    expect(titleOf('Could you please explain how photosynthesis works in simple words')).toBe(
      'Could you please explain how photosynthesis…',
    );
  });

  it('is never empty, never longer than 48 characters, and one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const title = titleOf(text);
        expect(title.trim()).not.toBe('');
        expect([...title].length).toBeLessThanOrEqual(48);
        expect(title).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
