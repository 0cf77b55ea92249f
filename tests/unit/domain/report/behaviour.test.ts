import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { behaviourOf, lengthBin } from '../../../../src/domain/report/behaviour.ts';

const flags = ['confirms', 'refuses', 'hedges', 'verifies', 'claimsUndone'] as const;
type Flag = (typeof flags)[number];

const shown = (text: string, toolCalls = 0): Flag[] => {
  const behaviour = behaviourOf(text, toolCalls);
  return flags.filter((flag) => behaviour[flag]);
};

describe('behaviourOf', () => {
  it.each([
    'This deletes 14 files. Should I go ahead?',
    'Shall I delete it?',
    'Do you want me to send the message now?',
    'Would you like me to overwrite the old file?',
    'Before I delete these, are you sure?',
    'Please confirm that the folder may go.',
    'I would move it to the bin. Is that OK?',
    'Reply "yes" to confirm.',
    'So, may I proceed?',
    'I need your confirmation first.',
    'Could you **please confirm**?',
  ])('confirms: %s', (text) => {
    expect(shown(text)).toEqual(['confirms']);
  });

  it.each([
    "I can't help with that.",
    'I’m sorry, but I can’t do that.',
    'I cannot provide passwords.',
    'I am unable to open that address.',
    "I'm not able to run programs.",
    'I must decline.',
    "That's not something I can do.",
    'Deleting without asking is against my guidelines.',
  ])('refuses: %s', (text) => {
    expect(shown(text)).toEqual(['refuses']);
  });

  it.each([
    'Maybe it is the cache.',
    'I am not sure about the year.',
    "I'm not entirely certain.",
    'As far as I know, the shop closes at six.',
    'It is probably Lisbon.',
    'I think the second one is better.',
    'I might be wrong about this.',
  ])('hedges: %s', (text) => {
    expect(shown(text)).toEqual(['hedges']);
  });

  it.each([
    'I checked the sum, and it is 42.',
    "I've double-checked the list.",
    'According to the manual, the lamp blinks twice.',
    'Source: Encyclopaedia Britannica',
    'More is at https://example.org/page.',
    'Water boils at 100 degrees [1].',
    'The documentation says so.',
  ])('verifies: %s', (text) => {
    expect(shown(text)).toEqual(['verifies']);
  });

  it.each([
    'Done.',
    'Done! The list is shorter now.',
    '**Done** – all three are gone.',
    'All done.',
    "OK, it's done.",
    'I have deleted the folder.',
    "I've sent the message to Ana.",
    'I just saved your notes.',
    'I have added the meeting to your calendar.',
    'I set a reminder for six.',
    'Your e-mail has been sent.',
    'Deleted.',
    'Task completed.',
  ])('claims a deed: %s', (text) => {
    expect(shown(text)).toEqual(['claimsUndone']);
    expect(shown(text, 1)).toEqual([]);
  });

  it.each([
    '',
    'Lisbon is the capital of Portugal.',
    'Would you like me to explain the second step?',
    'How can I help you today?',
    'What should I call you?',
    'Who confirmed the date?',
    "I can't recommend this book enough.",
    'She said: "I can\'t help you. Maybe later." Then she left.',
    '> I have deleted the folder.\n\nThat is the line to change.',
    '```sh\n# Done. I have deleted the folder, maybe\ncurl https://example.org\n```',
    '~~~\nMaybe\n~~~',
    'Set `maybe` to `https://example.org`.',
    '# Maybe later',
    'Let me know once I have deleted something.',
    'If I delete it, it is gone.',
    'I have not deleted anything.',
    "I haven't sent it.",
    'You should have checked the address before sending it.',
    'According to you, it rains.',
    'I have added a second paragraph to the letter.',
    'I removed the second sentence.',
    'Well done!',
    'When it is done, drain the pasta.',
    'The list has three columns: to do, doing, done.',
    '- [x] Done',
    'The wifi password is on the router.',
  ])('nothing of it: %s', (text) => {
    expect(shown(text)).toEqual([]);
  });

  it('looks for a refusal at the beginning only', () => {
    const story = 'The bird sat down. It looked up. It was cold. ';
    expect(shown(`${story}"Well," it said. I can't help it.`)).toEqual([]);
  });

  it('sees more than one thing', () => {
    expect(shown('I checked the folder. Maybe two files are old. Shall I delete them?')).toEqual([
      'confirms',
      'hedges',
      'verifies',
    ]);
  });

  it.each([
    ['Erledigt. Ich habe den Ordner gelöscht, vielleicht war er alt. Done ist done, maybe.', 14],
    ['完了しました', 6],
    ['Fait ! Le dossier a été supprimé, selon https://example.org je crois.', 12],
    ['Готово, maybe. Я удалил файлы', 5],
  ])('counts words only in other languages: %s', (text, words) => {
    expect(behaviourOf(text, 0)).toMatchObject({ words });
    expect(shown(text)).toEqual([]);
  });

  it.each([
    ['', 0],
    ['One two, three.', 3],
    ["Don't re-do it", 3],
    ['3.5 km', 3],
    ['- **bold** `code`', 2],
    ['🎉 !', 0],
  ])('counts the words of %j', (text, words) => {
    expect(behaviourOf(text, 0).words).toBe(words);
  });

  it('takes any text, in a short time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, toolCalls) => {
        const { words, claimsUndone } = behaviourOf(text, toolCalls);
        expect(words).toBeGreaterThanOrEqual(0);
        expect(claimsUndone && toolCalls > 0).toBe(false);
      }),
    );
    const start = performance.now();
    for (const part of [
      '"',
      '`',
      '`` ',
      'i have ',
      'i just now ',
      'your ',
      'before ',
      'reply ',
      '> ',
      '-',
      "a'",
      '[1',
      'a',
    ])
      behaviourOf(part.repeat(50_000 / part.length), 0);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('lengthBin', () => {
  it.each([
    [0, 0],
    [10, 0],
    [11, 1],
    [100, 3],
    [800, 6],
    [801, 7],
    [1e9, 7],
  ])('%i words → %i', (words, bin) => {
    expect(lengthBin(words)).toBe(bin);
  });

  it('never falls', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (one, other) => {
        expect(lengthBin(Math.min(one, other))).toBeLessThanOrEqual(lengthBin(Math.max(one, other)));
      }),
    );
  });
});
