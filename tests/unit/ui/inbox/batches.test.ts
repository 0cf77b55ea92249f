import { describe, expect, it } from 'vitest';
import { cardsOf, entriesOf } from '../../../../src/ui/inbox/batches.ts';
import { card } from './cards.ts';

describe('what the inbox lists', () => {
  it('puts an import together where its newest stands, and nothing gets lost', () => {
    const cards = [card('a'), card('b', { batch: 'x' }), card('c'), card('d', { batch: 'x' }), card('e')];
    const entries = entriesOf(cards);
    expect(entries.map(({ kind, id }) => [kind, id])).toEqual([
      ['single', 'a'],
      ['batch', 'x'],
      ['single', 'c'],
      ['single', 'e'],
    ]);
    expect(cardsOf(entries).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c', 'e']);
  });

  it('treats an import of one like any other, and keeps two imports apart', () => {
    const entries = entriesOf([
      card('a', { batch: 'x' }),
      card('b', { batch: 'y' }),
      card('c', { batch: 'y' }),
    ]);
    expect(entries.map(({ kind }) => kind)).toEqual(['single', 'batch']);
  });

  it('lists nothing for nothing', () => {
    expect(entriesOf([])).toEqual([]);
  });
});
