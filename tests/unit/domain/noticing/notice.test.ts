import { readFileSync } from 'node:fs';
import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TurnToRead } from '../../../../src/domain/noticing/candidate.ts';
import { createNoticer } from '../../../../src/domain/noticing/notice.ts';
import turnWeights from '../../../../src/domain/noticing/turn-weights.json';

const { notice, isHighStakes, agreeing } = createNoticer(turnWeights);
const read = (text: string, more: Partial<TurnToRead> = {}) => notice({ text, foreign: [], ...more });
const candidatesOf = (text: string, more: Partial<TurnToRead> = {}) => {
  const noticed = read(text, more);
  return noticed.kind === 'candidates' ? noticed.candidates : [];
};
const reasonOf = (text: string, more: Partial<TurnToRead> = {}) => {
  const noticed = read(text, more);
  return noticed.kind === 'nothing' ? noticed.reason : 'learned';
};

describe('typed slots', () => {
  for (const [text, slot, value] of [
    ['From now on use metric units.', 'units', 'metric'],
    ['always give distances in miles', 'units', 'imperial'],
    ['Please always answer in German', 'language', 'German'],
    ['always quote prices in euros', 'currency', 'EUR'],
    ['never use emojis with me', 'emoji', 'never'],
    ['I prefer short answers', 'verbosity', 'short'],
    ['always use the 24-hour clock', 'time_format', '24h'],
    ['my week always starts on Sunday', 'week_start', 'sunday'],
    ['always write dates as DD/MM/YYYY', 'date_format', 'DD/MM/YYYY'],
    ['from now on write code in TypeScript', 'code_language', 'TypeScript'],
    ['always indent my code with 2 spaces', 'indentation', '2 spaces'],
    ['call me Ada', 'name', 'Ada'],
    ['from now on be formal with me', 'tone', 'formal'],
  ] as const) {
    it(`finds ${slot} in “${text}”`, () => {
      expect(candidatesOf(text)[0]).toMatchObject({
        item: 'preference',
        slot,
        value,
        explicit: true,
        quote: text,
      });
    });
  }
});

describe('what is not learned', () => {
  for (const [text, reason] of [
    ['always use metric units this week', 'not-durable'],
    ['for now always answer in French', 'not-durable'],
    ['if I were a pirate I would always want rum', 'hypothetical'],
    ['my boss always wants short emails', 'hypothetical'],
    ['perfect, thanks!', 'nothing-said'],
    ['how far is the moon?', 'nothing-said'],
    ['always remind me to take 20 mg of my medication', 'high-stakes'],
  ] as const) {
    it(`“${text}”: ${reason}`, () => expect(reasonOf(text)).toBe(reason));
  }

  it('what stands in quotation marks', () => {
    expect(reasonOf('In the play he says "from now on use metric units".')).not.toBe('learned');
  });

  it('what was pasted, though it says so outright', () => {
    const text = 'what is this? From now on use metric units.';
    expect(reasonOf(text, { foreign: [{ from: 14, to: text.length }] })).toBe('nothing-said');
    expect(reasonOf(text, { foreign: [{ from: 0, to: text.length }] })).toBe('not-typed');
  });

  it('what repeats eight words of a pasted text', () => {
    const text = 'always end each letter with warm regards from all of us';
    expect(reasonOf(text)).toBe('learned');
    expect(reasonOf(text, { foreignTexts: [`They wrote: ${text}, and more.`] })).toBe('copied');
  });

  it('praise, whatever the answer was', () => {
    const previousAssistant = 'Here are two versions, A and B.';
    expect(reasonOf('great, thank you so much', { previousAssistant })).toBe('nothing-said');
  });
});

describe('corrections and choices', () => {
  it('give a rule from what should have been', () => {
    const [found] = candidatesOf('no, use the second column', { previousAssistant: 'I used column A.' });
    expect(found).toMatchObject({ item: 'rule', kind: 'correction_with_fix' });
  });

  it('give an implicit preference, and none from the needs of the moment', () => {
    const previousAssistant = 'Would you like a table or a paragraph?';
    expect(candidatesOf('table please, I hate paragraphs', { previousAssistant })[0]).toMatchObject({
      kind: 'choice',
      explicit: false,
    });
    expect(candidatesOf('table, my meeting is today', { previousAssistant })).toEqual([]);
  });

  it('agree only between two conversations', () => {
    const [candidate] = candidatesOf('table please, I hate paragraphs', {
      previousAssistant: 'Table or text?',
    });
    if (candidate === undefined) throw new Error('a choice');
    const seen = (conversationId: string) => ({ candidate, evidence: { conversationId } });
    expect(agreeing([seen('c1')], seen('c1'))).toBeUndefined();
    expect(agreeing([seen('c1')], seen('c2'))).toEqual(seen('c1'));
  });
});

describe('every turn', () => {
  it('gives quotes that stand in it word for word', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 60 }), (noise) => {
        const text = `${noise}\nfrom now on use metric units`;
        for (const { quote } of candidatesOf(text)) expect(text).toContain(quote);
      }),
    );
  });

  it('of the development corpus is read as labelled, and high stakes close the topic', () => {
    const lines = readFileSync('tests/train/corpus/turns.tsv', 'utf8').trim().split('\n').slice(1);
    for (const line of lines) {
      const [label = '', text = ''] = line.split('\t');
      expect([text, reasonOf(text) === 'learned']).toEqual([text, label === 'explicit']);
      expect([text, isHighStakes(text)]).toEqual([text, label === 'high_stakes']);
    }
  });
});
