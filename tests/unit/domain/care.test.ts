import { describe, expect, it } from 'vitest';
import { careSentences, careTopicOf } from '../../../src/domain/care.ts';

describe('care', () => {
  it.each([
    ['I want to die', 'self-harm'],
    ['i keep thinking about killing myself, what do my tablets do', 'self-harm'],
    ['Can I take 400 mg twice?', 'medical'],
    ['my landlord is evicting me, what now', 'legal'],
    ['Should I put my pension into bitcoin?', 'financial'],
  ] as const)('“%s” is %s', (question, topic) => expect(careTopicOf(question)).toBe(topic));

  it.each([
    'How do I kill a process?',
    'Write a poem about the sea.',
    'What is the capital of Peru?',
    'A court for tennis near me?',
  ])('“%s” needs none', (question) => expect(careTopicOf(question)).toBeUndefined());

  it('names somebody to call where a life may be at stake', () => {
    expect(careSentences['self-harm']).toMatch(/116 123.*988/);
  });
});
