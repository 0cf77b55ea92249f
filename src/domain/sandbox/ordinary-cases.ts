import type { Scope } from '../learned/scope.ts';
import { caseOf, type SandboxCase } from './case.ts';
import type { Check } from './check.ts';

const contains = (text: string): Check => ({ kind: 'contains', text });

/** Questions with one right answer, on many subjects: what a rule about something else must not break. */
export const ordinaryCases: readonly SandboxCase[] = [
  caseOf('ordinary', 'product', 'What is 7 times 8? Answer with the number.', [contains('56')]),
  caseOf('ordinary', 'capital', 'What is the capital of Portugal?', [contains('Lisbon')]),
  caseOf('ordinary', 'opposite', 'What is the opposite of “hot”? One word.', [contains('cold')]),
  caseOf('ordinary', 'month', 'Which month comes after April?', [contains('May')]),
  caseOf('ordinary', 'colour', 'Which colour do you get from blue and yellow?', [contains('green')]),
  caseOf('ordinary', 'translate', 'How do you say “water” in Spanish?', [contains('agua')]),
  caseOf('ordinary', 'json', 'Give me {"a": 1} as it is, and nothing else.', [contains('"a"')]),
  caseOf('ordinary', 'days', 'How many days has a week?', [
    { kind: 'any', of: [contains('7'), contains('seven')] },
  ]),
  caseOf('ordinary', 'code', 'Which keyword defines a function in Python?', [contains('def')]),
  caseOf('ordinary', 'spell', 'Spell the plural of “child”.', [contains('children')]),
  caseOf('ordinary', 'sum', 'Add 19 and 23. Answer with the number.', [contains('42')]),
  caseOf('ordinary', 'animal', 'Which animal barks?', [contains('dog')]),
];

/** Open questions on which a rule can show what it does, by the occasion that it is for. */
export const openQuestions: Record<Scope, readonly string[]> = {
  always: [
    'Why is the sky blue?',
    'How do I boil an egg?',
    'What makes a good cup of tea?',
    'How far is it from Rome to Naples?',
    'What should I know before I adopt a cat?',
    'How do bees make honey?',
    'What is a good way to learn ten new words?',
    'Why do leaves fall in autumn?',
  ],
  code: [
    'Write a function that adds two numbers.',
    'Show me how to read a file line by line.',
    'Write code that counts the vowels of a word.',
    'How do I sort a list by length?',
    'Write a function that reverses a text.',
    'Show a loop from one to ten.',
    'How do I join two lists?',
    'Write a test for a function that doubles a number.',
  ],
  writing: [
    'Write a short email to a neighbour about a parcel.',
    'Write two lines for a birthday card.',
    'Write a note that the meeting is moved to Monday.',
    'Write a message that thanks a teacher.',
    'Write a polite complaint about a late train.',
    'Write an invitation to a picnic.',
    'Write a short text about the sea.',
    'Write a line that declines an offer kindly.',
  ],
  math: [
    'What is 15 percent of 80?',
    'Solve 3x + 4 = 19.',
    'What is the area of a circle with radius 2?',
    'How many hours are 150 minutes?',
    'What is one third of 4.5?',
    'Add one half and one quarter.',
    'What is 12 squared?',
    'A shirt costs 40 and is 25 percent off. What is the price?',
  ],
  planning: [
    'Plan a Saturday in Lisbon.',
    'Plan three dinners for two people.',
    'Make a list for moving house.',
    'Plan a week of short walks.',
    'Plan an hour of piano practice.',
    'How do I prepare for a trip by train?',
    'Plan a small birthday party.',
    'Plan a morning without a phone.',
  ],
  other: [
    'Tell me something about whales.',
    'Name a few board games for four.',
    'What is a sonnet?',
    'Describe a rainy street.',
    'What can I do with old jars?',
    'Suggest a film for a quiet evening.',
    'What is the use of a thesaurus?',
    'Give me a riddle.',
  ],
};
