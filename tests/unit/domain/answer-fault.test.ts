import { describe, expect, it } from 'vitest';
import { faultAtEnd, faultSoFar } from '../../../src/domain/answer-fault.ts';

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('an answer as far as it is written', () => {
  it.each([
    ['a sentence over and over', `Well. ${'I am sorry, I cannot do that. '.repeat(20)}`],
    ['a word over and over', `The answer is ${'the '.repeat(200)}`],
    ['one sign, as a broken model writes', '!'.repeat(500)],
    ['a paragraph over and over', `${'x'.repeat(100)} is long, and then it says so again.\n`.repeat(20)],
    ['figures, for very long', '0, '.repeat(900)],
    ['a loop that is cut within a round', `Fine. ${'Yes, and then we went on. '.repeat(30)}Yes, and`],
    ['another script', '我不知道。'.repeat(100)],
  ])('repeats itself: %s', (_, text) => {
    expect(faultSoFar(text, 'What is tea?')).toBe('repeats');
  });

  it.each([
    ['nothing yet', ''],
    ['a list', lines(100, (index) => `${index + 1}. Point number ${index + 1}`)],
    ['a table with empty cells', lines(40, () => '|   |   |   |')],
    ['a matrix of zeros', lines(15, () => `[${'0, '.repeat(14)}0]`)],
    ['a rule', '-'.repeat(120)],
    ['a refrain', 'Row, row, row your boat\n'.repeat(6)],
    ['a long text', lines(400, (index) => `Line ${index} says ${index * 7919} of ${index % 13}.`)],
    ['deep indentation', lines(30, (index) => `${' '.repeat(80)}return ${index};`)],
    ['a family of emoji', '👩‍👩‍👧‍👦 '.repeat(20)],
  ])('is left alone: %s', (_, text) => {
    expect(faultSoFar(text, 'What is tea?')).toBeUndefined();
  });

  it('may repeat words of the question, wherever the repetition begins', () => {
    const text = 'I will not talk in class. '.repeat(40);
    expect(faultSoFar(text, 'Write “I will not talk in class.” a hundred times.')).toBeUndefined();
    expect(faultSoFar(`Here: ${text}I will`, 'Write I will not talk in class. often')).toBeUndefined();
    expect(faultSoFar(text, 'Why should I not talk?')).toBe('repeats');
    expect(faultSoFar('a '.repeat(400), 'What is a tea?')).toBe('repeats');
  });

  it('is nothing when only spaces come, and garbage when nothing can be read', () => {
    expect(faultSoFar(`Hello${'\n '.repeat(100)}`, 'What is tea?')).toBe('nothing');
    expect(faultSoFar(`Hello${'\uFFFD\u0001\u0007 '.repeat(50)}`, 'What is tea?')).toBe('garbage');
    expect(faultSoFar(`Hello${'\n '.repeat(99)}`, 'What is tea?')).toBeUndefined();
  });
});

describe('an answer that ended', () => {
  it('says nothing, or what nobody can read', () => {
    expect(faultAtEnd(' \n')).toBe('nothing');
    expect(faultAtEnd('\uFFFD\uFFFD')).toBe('garbage');
    expect(faultAtEnd('42')).toBeUndefined();
    expect(faultAtEnd('ha '.repeat(500))).toBeUndefined();
  });
});
