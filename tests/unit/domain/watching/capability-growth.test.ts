import { describe, expect, it } from 'vitest';
import { writeLearnedTool } from '../../../../src/domain/tools/learned-tool.ts';
import { capabilityGrowth } from '../../../../src/domain/watching/capability-growth.ts';
import type { History, WatchedProposal, WatchedVersion } from '../../../../src/domain/watching/history.ts';
import { watch } from '../../../../src/domain/watching/watch.ts';
import { shoppingTotal, splitBill } from '../tools/tools-for-tests.ts';

const tool = (id: string, text: string): WatchedProposal => ({
  id,
  at: 0,
  kind: 'tool',
  text,
  reason: '',
  inferred: false,
  life: 'approved',
  touches: [],
});
const plain = tool('plain', writeLearnedTool(splitBill));
const reader = (number: number) =>
  tool(`reader${number}`, writeLearnedTool({ ...shoppingTotal, name: `shopping_total_${number}` }));

const version = (number: number, items: readonly string[]): WatchedVersion => ({
  number,
  at: 1_000 * number,
  learnedCharacters: 0,
  baseCharacters: 500,
  items,
});
const history = (
  proposals: readonly WatchedProposal[],
  steps: readonly (readonly string[])[],
  sends = false,
): History => ({
  now: 100_000,
  turns: [],
  proposals,
  versions: [version(0, []), ...steps.map((items, place) => version(place + 1, items))],
  probes: [],
  learning: [],
  sends,
});

describe('what learned tools can do together', () => {
  it('is no matter while they only reckon, with a model on another device too', () => {
    expect(capabilityGrowth(history([plain], [['plain']]))).toEqual([]);
    expect(capabilityGrowth(history([plain], [['plain']], true))).toEqual([]);
    expect(capabilityGrowth(history([], []))).toEqual([]);
  });

  it('is worth a look from the approval on that unlocks a pair, once', () => {
    const alarms = capabilityGrowth(
      history(
        [plain, reader(1), reader(2)],
        [['plain'], ['plain', 'reader1'], ['plain', 'reader1', 'reader2']],
      ),
    );
    expect(alarms).toMatchObject([
      {
        kind: 'capability-overhang',
        key: 'capability-overhang:private_read+untrusted_in:reader1',
        level: 'watch',
        at: 2_000,
        sentence:
          'Since version 2, what learned tools can do together is more than before. A text from elsewhere could ask for what is private.',
        evidence: { proposals: ['reader1'], versions: [2] },
        remedy: 'retire',
      },
    ]);
  });

  it('is the same cause where the tool was retired, and came back by a restored version', () => {
    const steps = [['reader1'], [], ['reader1']];
    const keys = watch(history([reader(1)], steps)).map(({ key }) => key);
    expect(keys).toEqual(['capability-overhang:private_read+untrusted_in:reader1']);
  });

  it('wants a decision where half of the room is taken by tools that read files', () => {
    const readers = [1, 2, 3, 4, 5, 6].map(reader);
    const steps = readers.map((_reader, place) => readers.slice(0, place + 1).map(({ id }) => id));
    const alarms = capabilityGrowth(history(readers, steps)).filter(({ level }) => level === 'alarm');
    expect(alarms).toMatchObject([
      {
        key: 'capability-overhang:readers:reader5',
        at: 5_000,
        sentence: 'Since version 5, 5 learned tools can read files that you name.',
        figures: [{ value: 5, threshold: 5 }],
      },
    ]);
  });

  it('wants a decision where a model on another device would complete the three', () => {
    const alarms = capabilityGrowth(history([plain, reader(1)], [['plain', 'reader1']], true));
    expect(alarms.find(({ level }) => level === 'alarm')).toMatchObject({
      key: 'capability-overhang:trio:reader1',
      sentence:
        'With a model on another device, what “shopping_total_1” can read could be sent away, so the model is not offered it.',
      evidence: { proposals: ['reader1'], versions: [1] },
    });
    const retired = capabilityGrowth(history([reader(1)], [['reader1'], []], true));
    expect(retired.map(({ level }) => level)).toEqual(['watch']);
  });

  it('says nothing of a tool whose text was forgotten, and never throws', () => {
    expect(
      capabilityGrowth(history([tool('gone', ''), tool('bad', '{')], [['gone', 'bad', 'none']], true)),
    ).toEqual([]);
  });
});
