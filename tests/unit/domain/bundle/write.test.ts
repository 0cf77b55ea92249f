import { array, assert, constantFrom, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRules } from '../../../../src/domain/bundle/read-rules.ts';
import { writeBundle } from '../../../../src/domain/bundle/write-bundle.ts';
import { writeAgentsMd, writeYaml } from '../../../../src/domain/bundle/write-text.ts';
import type { LearnedState } from '../../../../src/domain/learned/state.ts';
import { sha256 } from '../../../../src/storage/sha256.ts';

const state: LearnedState = {
  preferences: [{ scope: 'always', slot: 'units', value: 'metric' }],
  rules: [{ text: 'Start with the answer.', scope: 'writing' }],
  tools: [],
};
const sourceOf = (learned: LearnedState) => ({
  state: learned,
  quotes: { preferences: learned.preferences.map(() => 'I said so'), rules: [] },
  versions: [],
  version: 2,
  ledgerHead: 'h',
  guardrailHash: 'g',
});
const bundle = writeBundle(sourceOf(state), '2026-11-26T00:00:00.000Z', sha256);

describe('a bundle', () => {
  it('is read as it was written', () => {
    const read = readRules('x.json', bundle, sha256);
    expect(read).toMatchObject({
      ok: true,
      value: {
        handWritten: false,
        items: [
          { kind: 'preference', scope: 'always', slot: 'units', text: 'metric' },
          { kind: 'rule', scope: 'writing', text: 'Start with the answer.' },
        ],
      },
    });
  });

  it('is refused after any change of its text, and known as hand-written without its checksum', () => {
    expect(readRules('x.json', bundle.replace('metric', 'imperial'), sha256)).toMatchObject({ ok: false });
    const { sha256: _sum, ...rest } = JSON.parse(bundle) as Record<string, unknown>;
    expect(readRules('x.json', JSON.stringify(rest), sha256)).toMatchObject({
      ok: true,
      value: { handWritten: true },
    });
  });

  it('keeps any text', () => {
    const rules = array(
      record({ text: string({ minLength: 1, unit: 'grapheme' }), scope: constantFrom('always', 'code') }),
      { maxLength: 5 },
    );
    assert(
      property(rules, (some) => {
        const kept = some.filter(({ text }) => text.trim() !== '') as LearnedState['rules'];
        const text = writeBundle(sourceOf({ preferences: [], rules: kept, tools: [] }), 'now', sha256);
        const read = readRules('x.json', text, sha256);
        expect(read.ok && read.value.items).toEqual(kept.map((rule) => ({ kind: 'rule', ...rule })));
      }),
    );
  });
});

describe('text formats', () => {
  it('keep each rule on one line, quoted, whatever stands in it', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        const some: LearnedState = {
          preferences: [],
          rules: [{ text: `x${text}`, scope: 'always' }],
          tools: [],
        };
        const line =
          writeYaml(some)
            .split('\n')
            .find((one) => one.startsWith('  - "x')) ?? '';
        const oneLine = `x${text}`.replace(/\s+/gu, ' ').trim();
        expect(JSON.parse(line.slice(4))).toBe(oneLine);
        expect(line).toMatch(/^[\x20-\x7e]*$/);
        expect(
          writeAgentsMd(some)
            .split('\n')
            .filter((one) => one.startsWith('- ')),
        ).toHaveLength(1);
      }),
    );
  });

  it('carry nothing that a shell would run', () => {
    const some: LearnedState = {
      preferences: [],
      rules: [{ text: '"; rm -rf ~ #\n$(reboot) `id`', scope: 'always' }],
      tools: [],
    };
    expect(writeYaml(some)).toContain('  - "\\"; rm -rf ~ # $(reboot) `id`"');
    expect(writeYaml(some)).not.toMatch(/^\s*shell:/m);
  });
});
