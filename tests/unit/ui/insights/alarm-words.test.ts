import { describe, expect, it } from 'vitest';
import { figureInWords, proposalInWords } from '../../../../src/ui/insights/alarm-words.ts';

describe('alarms in words', () => {
  it('give a figure beside its threshold', () => {
    const figure = { name: 'Stability index', value: 0.31789, threshold: 0.25 };
    expect(figureInWords(figure)).toBe('Stability index: 0.32 (alarm from 0.25)');
  });

  it('name a proposal by what it says', () => {
    expect(proposalInWords({ kind: 'rule', text: 'Be brief.' })).toBe('Be brief.');
    expect(proposalInWords({ kind: 'tool', text: '{"name":"timer"}' })).toBe('Tool: timer');
    expect(proposalInWords({ kind: 'rule', text: 'é'.repeat(200) })).toBe(`${'é'.repeat(89)}…`);
    expect(proposalInWords({ kind: 'rule', text: '' })).toBe('A proposal whose words were forgotten');
    expect(proposalInWords(undefined)).toBe('A proposal whose words were forgotten');
  });
});
