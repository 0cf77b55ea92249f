import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStep, replySoFar, stepSchema } from '../../../../src/domain/tools/step.ts';

describe('a step', () => {
  test('is a reply or one call', () => {
    expect(readStep('{"action":"reply","text":"Hi"}')).toEqual({ kind: 'reply', text: 'Hi' });
    expect(readStep('{"action":"tool","tool":"read_file","input":{"path":"a.md"}}')).toEqual({
      kind: 'call',
      tool: 'read_file',
      input: { path: 'a.md' },
    });
  });

  test('in plain words is a reply', () => {
    expect(readStep(' Just words. ')).toEqual({ kind: 'reply', text: 'Just words.' });
  });

  test.each([
    '{"action":"tool","tool":"x"}',
    '{"action":"tool","tool":"x","input":[]}',
    '{"action":"tool","tool":1,"input":{}}',
    '{"action":"delete"}',
    '{"action":"reply","text":"cut',
  ])('that is neither is wrong: %s', (text) => {
    expect(readStep(text).kind).toBe('wrong');
  });

  test('has a schema with one form for each tool', () => {
    const schema = stepSchema([{ name: 'a', input: { type: 'object' } }]);
    expect(JSON.stringify(schema)).toContain('"tool":{"const":"a"}');
    expect((schema['anyOf'] as unknown[]).length).toBe(2);
  });
});

describe('a reply while it is written', () => {
  test('shows nothing of a call', () => {
    expect(replySoFar('{"action":"tool","tool":"delete_file"')).toBe('');
    expect(replySoFar('{"acti')).toBe('');
  });

  test('grows, never shrinks and never shows half a sign, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const raw = JSON.stringify({ action: 'reply', text });
        let before = '';
        for (let length = 1; length <= raw.length; length++) {
          const now = replySoFar(raw.slice(0, length));
          expect(now.startsWith(before)).toBe(true);
          expect(text.startsWith(now)).toBe(true);
          before = now;
        }
        expect(before).toBe(text);
      }),
    );
  });
});
