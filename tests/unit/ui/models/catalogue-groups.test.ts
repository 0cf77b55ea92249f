import { describe, expect, it } from 'vitest';
import type { EntryState, ModelEntry } from '../../../../src/app/models.svelte.ts';
import type { Fit } from '../../../../src/domain/model.ts';
import { groupCatalogue, recommended } from '../../../../src/ui/models/catalogue-groups.ts';

function entry(
  id: string,
  name: string,
  megabytes: number,
  level: Fit['level'],
  state: EntryState = { kind: 'absent' },
): ModelEntry {
  return {
    model: {
      id,
      name,
      engine: 'webllm',
      bytes: megabytes * 1e6,
      vramBytes: megabytes * 2e6,
      context: 4096,
      license: 'MIT',
      languages: ['en'],
      requires: [],
      source: { gguf: [] },
      note: '',
    },
    fit: { level, sentence: level },
    state,
  };
}

const names = (entries: ModelEntry[]) => entries.map(({ model }) => model.id);

describe('recommended', () => {
  it('is the largest that is soon there among those that fit best', () => {
    const entries = [
      entry('s', 'S', 200, 'good'),
      entry('m', 'M', 900, 'good'),
      entry('l', 'L', 2200, 'good'),
      entry('x', 'X', 1000, 'slow'),
    ];
    expect(recommended(entries)?.model.id).toBe('m');
  });

  it('is slow rather than nothing, and nothing rather than unfit', () => {
    expect(recommended([entry('a', 'A', 2200, 'slow'), entry('b', 'B', 100, 'no')])?.model.id).toBe('a');
    expect(recommended([entry('b', 'B', 100, 'no')])).toBeUndefined();
  });
});

describe('groupCatalogue', () => {
  const entries = [
    entry('s', 'S', 200, 'good'),
    entry('m', 'M', 900, 'good'),
    entry('m2', 'M2', 800, 'slow'),
    entry('l', 'L', 2200, 'tight'),
    entry('n', 'N', 5000, 'no'),
  ];

  it('puts each model in one place', () => {
    const groups = groupCatalogue(entries, new Set());
    expect(groups.recommended?.model.id).toBe('m');
    expect(groups.tiers.map((tier) => [tier.name, names(tier.entries)])).toEqual([
      ['Small and quick', ['s']],
      ['Balanced', ['m2']],
      ['Best answers', ['l']],
    ]);
    expect(names(groups.unfit)).toEqual(['n']);
  });

  it('leaves out what is on the device', () => {
    const groups = groupCatalogue(entries, new Set(['m', 's']));
    expect(groups.recommended).toBeUndefined();
    expect(groups.tiers.flatMap((tier) => names(tier.entries))).toEqual(['m2', 'l']);
  });

  it('offers one of two builds of the same model: the one that fits, or the one being downloaded', () => {
    const f16 = entry('q-f16', 'Q', 300, 'no');
    const f32 = entry('q-f32', 'Q', 310, 'good');
    expect(recommended([f16, f32])?.model.id).toBe('q-f32');
    expect(groupCatalogue([f16, f32], new Set()).unfit).toEqual([]);
    const busy = entry('q-f16', 'Q', 300, 'slow', {
      kind: 'downloading',
      progress: { phase: 'download', fraction: 0.1 },
    });
    expect(recommended([f32, busy])?.model.id).toBe('q-f16');
  });
});
