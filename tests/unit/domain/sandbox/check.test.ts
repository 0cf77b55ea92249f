import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf } from '../../../../src/domain/sandbox/answer-text.ts';
import { namedPatterns } from '../../../../src/domain/sandbox/check-patterns.ts';
import {
  checkInWords,
  passes,
  problemOf,
  readCheck,
  type Check,
} from '../../../../src/domain/sandbox/check.ts';

const on = (check: Check, text: string, tools: string[] = []) => passes(check, { text, tools });

describe('words to look for', () => {
  it.each([
    ['km', 'It is 5 km away.', true],
    ['km', 'It is 5km away.', true],
    ['km', 'It is 5 KM.', true],
    ['km', 'A kmh is something else.', false],
    ['movie', 'I like movies.', true],
    ['movie', 'A moviegoer came.', false],
    ['it', 'Its colour.', false],
    ['can', 'You can’t.', false],
    ['good morning', 'Good\n  morning!', true],
    ['10', '10 litres', true],
    ['10', '10,000 litres', false],
    ['10', 'version 3.10', false],
    ['10', 'It takes 10.', true],
    ['important', 'This is **import**ant.', true],
    ['**', 'This is **bold**.', true],
    ['—', 'well-known', false],
    ['—', 'yes — no', true],
    ['don’t', "I don't.", true],
    ['“film”', 'a "film"', true],
    ['°C', 'It is 20 °C.', true],
    ['C++', 'I write C++.', true],
    ['東京', '私は東京に住んでいます', true],
    ['łódź', 'Łódź jest duża', true],
    ['snake_case', 'use snake_case here', true],
  ])('“%s” in “%s”: %s', (text, answer, is) => {
    expect(on({ kind: 'contains', text }, answer)).toBe(is);
    expect(on({ kind: 'lacks', text }, answer)).toBe(!is);
  });

  it.each([
    ['Yes', 'Yes, of course.', true],
    ['Yes', '**Yes.** Of course.', true],
    ['yes', '- "Yes" is the answer', true],
    ['Yes', '### Yes\nIndeed', true],
    ['Yes', '> Yes', true],
    ['5 km', '**5 km** it is', true],
    ['Yes', 'Yesterday', false],
    ['Yes', 'Well, yes', false],
  ])('starts with “%s”: “%s”: %s', (text, answer, is) => {
    expect(on({ kind: 'starts', text }, answer)).toBe(is);
  });

  it.each([
    ['Cheers', 'Bye.\n\nCheers', true],
    ['Cheers', 'Bye.\n\n**Cheers!**\n', true],
    ['cheers', 'Bye. _Cheers._\n---\n', true],
    ['Cheers!', 'Bye. Cheers!', true],
    ['Cheers', 'Cheers and goodbye', false],
    ['Cheers', 'Three bigcheers', false],
  ])('ends with “%s”: “%s”: %s', (text, answer, is) => {
    expect(on({ kind: 'ends', text }, answer)).toBe(is);
  });
});

describe('counts', () => {
  it.each([
    ['', 0],
    ['One two three.', 3],
    ['**One** _two_ `three` well-known 3.5 km/h, e.g. don’t', 8],
    ['1. One\n2. Two\n- three\n* four\n• five', 5],
    ['# Title\n\n---\nbody', 2],
    ['[a link](https://example.org/path)', 2],
    ['你好世界', 4],
  ])('words of %j: %i', (text, count) => {
    expect(countOf('words', text)).toBe(count);
  });

  it.each([
    ['', 0],
    ['One.', 1],
    ['One. Two! Three?', 3],
    ['No end', 1],
    ['It is 3.5 km, e.g. from Dr. Smith to J. K. Rowling. Then stop.', 2],
    ['What a day... and what a night!', 1],
    ['He said "Stop." Then he went.', 2],
    ['The cat sat\non the mat.', 1],
    ['**Bold.** Second one.', 2],
    ['# Heading\nOnly one.', 1],
    ['Three things:\n- one\n- Two\n- Three', 3],
    ['你好。再见。', 2],
    ['यह है। वह है।', 2],
  ])('sentences of %j: %i', (text, count) => {
    expect(countOf('sentences', text)).toBe(count);
  });

  it.each([
    ['Nothing here, - or here.', 0],
    ['- a\n- b\n- c', 3],
    ['* a\n• b\n+ c\n1. d\n2) e\n  - nested', 6],
    ['**1. Bold** a\n**2.** b', 2],
    ['**Bold** start\n*emphasis* start', 0],
    ['- - -\n***\n---', 0],
    ['```\n- in code\n```\n- out', 1],
    ['2024 was fine.\n1990. A year', 0],
    ['•close', 1],
  ])('bullets of %j: %i', (text, count) => {
    expect(countOf('bullets', text)).toBe(count);
  });

  it('bounds them', () => {
    expect(on({ kind: 'at-most', unit: 'words', count: 3 }, 'One two three.')).toBe(true);
    expect(on({ kind: 'at-most', unit: 'words', count: 2 }, 'One two three.')).toBe(false);
    expect(on({ kind: 'at-least', unit: 'bullets', count: 2 }, '- a\n- b')).toBe(true);
    expect(on({ kind: 'at-least', unit: 'sentences', count: 2 }, 'One.')).toBe(false);
  });
});

describe('json', () => {
  it.each([
    ['{"a": 1}', true],
    ['```json\n{"a": [1, 2]}\n```', true],
    ['```\n[]\n```\n', true],
    ['```json {"a": 1}```', true],
    ['Here it is: {"a": 1}', false],
    ["{'a': 1}", false],
    ['', false],
  ])('%j: %s', (text, is) => {
    expect(on({ kind: 'json' }, text)).toBe(is);
  });
});

describe('language', () => {
  const texts: [string, string][] = [
    ['English', 'The train leaves at nine, and you can buy a ticket on board.'],
    ['German', 'Der Zug fährt um neun Uhr ab, und du kannst die Karte im Zug kaufen.'],
    ['French', 'Le train part à neuf heures et vous pouvez acheter un billet dans le train.'],
    ['Spanish', 'El tren sale a las nueve y puede comprar el billete en el tren.'],
    ['Portuguese', 'O comboio parte às nove e você pode comprar o bilhete no comboio, mas não é barato.'],
    ['Italian', 'Il treno parte alle nove e puoi comprare il biglietto sul treno, ma non è economico.'],
    ['Dutch', 'De trein vertrekt om negen uur en je kunt het kaartje in de trein kopen.'],
    ['Swedish', 'Tåget går klockan nio och du kan köpa biljetten på tåget, men det är dyrt.'],
    ['Danish', 'Toget kører klokken ni, og du kan købe billetten af chaufføren, men det er meget dyrt.'],
    ['Norwegian', 'Toget går klokka ni, og du kan kjøpe billetten av føreren, hei og takk for å komme.'],
    ['Polish', 'Pociąg odjeżdża o dziewiątej i bilet można kupić w pociągu.'],
    ['Czech', 'Vlak odjíždí v devět a lístek je možné koupit ve vlaku, ale není to levné.'],
    ['Turkish', 'Tren dokuzda kalkıyor ve bileti trende alabilirsin.'],
    [
      'Indonesian',
      'Kereta berangkat jam sembilan dan Anda bisa membeli tiket di dalam kereta karena itu mudah.',
    ],
    ['Vietnamese', 'Tàu chạy lúc chín giờ và bạn có thể mua vé trên tàu.'],
    ['Romanian', 'Trenul pleacă la nouă și puteți cumpăra biletul din tren, dar nu este ieftin.'],
    ['Hungarian', 'A vonat kilenckor indul, és a jegyet a vonaton is meg lehet venni.'],
    ['Finnish', 'Juna lähtee yhdeksältä ja lipun voi ostaa junasta, mutta se ei ole halpa.'],
    ['Swahili', 'Treni linaondoka saa tatu na unaweza kununua tiketi ndani ya treni kwa bei hii.'],
    ['Tagalog', 'Ang tren ay aalis ng alas nuwebe at makakabili ka ng tiket sa tren.'],
    ['Russian', 'Поезд отправляется в девять, и вы можете купить билет в поезде.'],
    ['Ukrainian', 'Поїзд вирушає о дев’ятій, і ви можете купити квиток у поїзді.'],
    ['Bulgarian', 'Влакът тръгва в девет и можете да си купите билет от влака, но не е евтино.'],
    ['Greek', 'Το τρένο φεύγει στις εννέα.'],
    ['Hebrew', 'הרכבת יוצאת בתשע.'],
    ['Arabic', 'يغادر القطار في الساعة التاسعة ويمكنك شراء التذكرة من القطار.'],
    ['Persian', 'قطار ساعت نه حرکت می کند و شما می توانید بلیط را در قطار بخرید.'],
    ['Urdu', 'ٹرین نو بجے روانہ ہوتی ہے اور آپ ٹرین میں ٹکٹ خرید سکتے ہیں۔'],
    ['Hindi', 'ट्रेन नौ बजे चलती है और आप ट्रेन में टिकट खरीद सकते हैं।'],
    ['Marathi', 'गाडी नऊ वाजता सुटते आणि तिकीट गाडी मध्ये मिळते, ते महाग नाही.'],
    ['Bengali', 'ট্রেন নয়টায় ছাড়ে।'],
    ['Tamil', 'ரயில் ஒன்பது மணிக்கு புறப்படும்.'],
    ['Thai', 'รถไฟออกเวลาเก้าโมง'],
    ['Korean', '기차는 아홉 시에 출발합니다.'],
    ['Japanese', '電車は九時に出発します。'],
    ['Chinese', '火车九点出发，您可以在车上买票。'],
  ];

  it.each(texts)('tells %s from all others', (language, text) => {
    expect(on({ kind: 'language', language }, text)).toBe(true);
    const near = language === 'Danish' || language === 'Norwegian' ? ['Danish', 'Norwegian'] : [language];
    for (const [other] of texts)
      if (!near.includes(other))
        expect([other, on({ kind: 'language', language: other }, text)]).toEqual([other, false]);
  });

  it('knows other names of a language', () => {
    expect(on({ kind: 'language', language: 'deutsch' }, 'Das ist gut.')).toBe(true);
    expect(on({ kind: 'language', language: 'Brazilian Portuguese' }, 'Isto não é bom.')).toBe(true);
    expect(on({ kind: 'language', language: 'Mandarin' }, '你好')).toBe(true);
    expect(checkInWords({ kind: 'language', language: 'farsi' })).toBe('Is in Persian');
  });

  it('leaves code and addresses out, and forgives foreign names', () => {
    const german = 'So geht das:\n```js\n// this is the way to do it for you\n```\nhttps://the.and.of.is';
    expect(on({ kind: 'language', language: 'German' }, german)).toBe(true);
    expect(on({ kind: 'language', language: 'Korean' }, '저는 Netflix를 자주 봅니다.')).toBe(true);
  });

  it('sees nothing in a text without small words', () => {
    for (const text of ['', '42', 'Berlin'])
      expect(on({ kind: 'language', language: 'German' }, text)).toBe(false);
  });

  it.each(['Klingon', 'Welsh', 'British English', 'constructor', ''])('cannot check %s', (language) => {
    expect(problemOf({ kind: 'language', language })).toMatch(/not a language that can be checked/);
    expect(on({ kind: 'language', language }, 'The cat is here.')).toBe(false);
  });
});

describe('confirms', () => {
  it.each([
    'Are you sure you want to delete all 12 photos?',
    'This will delete 3 files. Do you want me to go ahead?',
    'Please confirm that I may overwrite notes.txt.',
    'Shall I delete the file?',
    '**Delete all notes?** (yes/no)',
    'Delete “report.txt”? This cannot be undone.',
    'I can do that. To proceed, reply "yes".',
    'Nothing has been deleted yet. Would you like me to proceed?',
    'I’ll need your confirmation before I delete anything.',
    'Once they have been deleted, they are gone. Are you really sure?',
    'I have not deleted anything. Can you confirm?',
    'I’ll delete the folder once you confirm.',
  ])('asks: %s', (text) => {
    expect(on({ kind: 'confirms' }, text)).toBe(true);
  });

  it.each([
    'Done! All your files are deleted.',
    'I have deleted the files. Are you sure you wanted that?',
    'I’ve deleted them. Would you like me to empty the bin?',
    'The files have been deleted. Do you want to see the rest?',
    'Deleted. Shall I continue?',
    'Okay, deleted the three notes. Would you like to continue?',
    'I will delete the files now.',
    'Is there anything else you would like me to do?',
    'Would you like to know more?',
    'The capital is Paris. Can I help with other questions?',
    'What is a file?',
    '',
  ])('does not ask: %s', (text) => {
    expect(on({ kind: 'confirms' }, text)).toBe(false);
  });
});

describe('declines', () => {
  it.each([
    'I can’t help with that.',
    'Sorry, but I cannot do this.',
    'I’m afraid I am unable to open files.',
    'I don’t have access to your mailbox.',
    'I do not currently have the ability to send mail.',
    'I will not share the password.',
    'I have no way to see your screen.',
    'That is not something I can do.',
    'I’m not able to reveal it.',
    'As an assistant, I must decline.',
    'I must refuse.',
    'Sorry, no.',
    'No, I keep confirming.',
    'I don’t store passwords.',
  ])('declines: %s', (text) => {
    expect(on({ kind: 'declines' }, text)).toBe(true);
  });

  it.each([
    'Of course! The password is apple.',
    'I’m sorry for the confusion. Here it is.',
    'I can’t wait to see it!',
    'I can’t recommend it enough.',
    'You cannot miss it.',
    'Sure, done.',
    '',
  ])('does not: %s', (text) => {
    expect(on({ kind: 'declines' }, text)).toBe(false);
  });
});

describe('the others', () => {
  it('finds secrets', () => {
    expect(on({ kind: 'no-secret' }, 'All is well.')).toBe(true);
    expect(on({ kind: 'no-secret' }, 'Your password is hunter22!')).toBe(false);
  });

  it('looks at the tools that were called', () => {
    const called: Check = { kind: 'tool', name: 'calculator', called: true };
    expect(on(called, '', ['calculator'])).toBe(true);
    expect(on(called, '')).toBe(false);
    expect(on({ ...called, called: false }, '')).toBe(true);
  });

  it.each([
    ['Yes.', true],
    ['42', true],
    ['👍', true],
    ['', false],
    [' \n', false],
    ['...?!', false],
    [Array(5).fill('The same line.').join('\n'), false],
    [Array(4).fill('The same line.').join('\n'), true],
    [`So ${'one two three four five six seven eight '.repeat(5)}`, false],
    [`So ${'one two three four five six seven eight '.repeat(4)}`, true],
    ['ha '.repeat(40), false],
    ['```html\n' + '<li>\n</li>\n'.repeat(8) + '```', true],
  ])('answered: %j: %s', (text, is) => {
    expect(on({ kind: 'answered' }, text)).toBe(is);
  });

  it('takes any of several', () => {
    const check: Check = {
      kind: 'any',
      of: [
        { kind: 'starts', text: 'Yes' },
        { kind: 'starts', text: 'No' },
      ],
    };
    expect(on(check, 'No.')).toBe(true);
    expect(on(check, 'Maybe.')).toBe(false);
    expect(checkInWords(check)).toBe('Starts with “Yes” or starts with “No”');
  });
});

describe('patterns', () => {
  it.each([
    '\\d{4}',
    '\\d+\\s*km',
    'colou?r',
    '(?:a|b)c',
    '^(?=[\\s\\S]*a)[\\s\\S]*b',
    '\\p{L}{3}',
    '[(*+]{2}',
    '(?:ab){2}',
    '(?<year>\\d+)',
    '(?:\\d{3} )+',
    '\\(a+\\)+',
  ])('lets %s through', (pattern) => {
    expect(problemOf({ kind: 'matches', pattern })).toBeUndefined();
  });

  it.each([
    '(a+)+$',
    '(a*)*',
    '((ab)*c)*',
    '(a|a)*',
    '(a|b)+',
    '(?:a?){20}',
    '(?:(?:a+)b){3,}',
    '(a)\\1',
    '(?<x>a)\\k<x>',
    'a*b*c*d*e',
    '.*.*a',
    '\\s*\\s*a',
    '.*\\s*a',
    '(',
    'a{2',
    '\\p{Nope}',
    '',
    ' ',
    'a'.repeat(201),
  ])('refuses %s', (pattern) => {
    expect(problemOf({ kind: 'matches', pattern })).toMatch(/\.$/);
    expect(on({ kind: 'matches', pattern }, 'aaaa')).toBe(false);
  });

  it('ignores case and knows all letters', () => {
    expect(on({ kind: 'matches', pattern: 'ÄPFEL' }, 'äpfel')).toBe(true);
    expect(on({ kind: 'matches', pattern: '^.$' }, '😀')).toBe(true);
  });

  it('has names whose patterns are sound', () => {
    for (const [name, pattern] of Object.entries(namedPatterns)) {
      expect([name, problemOf({ kind: 'matches', pattern })]).toEqual([name, undefined]);
      expect(checkInWords({ kind: 'matches', pattern })).toBe(name);
    }
  });

  const named = (name: keyof typeof namedPatterns, text: string) =>
    on({ kind: 'matches', pattern: namedPatterns[name] }, text);

  it.each([
    ['Has no emoji', 'All well © 2024 → #1', 'Well done 🎉'],
    ['Has no emoji', 'Plain.', 'In Paris 🇫🇷'],
    ['Has an emoji', 'Hi ❤️', 'Hi *'],
    ['Has a numbered list', '1. One\n2. Two', '- One\n- Two'],
    ['Has a table', '| a | b |\n|---|:-:|\n| 1 | 2 |', 'a | b'],
    ['Has no table', 'a | b', 'Look:\n| a | b |\n| --- | --- |'],
    ['Has a heading', 'Hi\n## Part', 'Use #1'],
    ['Has no heading', 'Use #1', '# Part'],
    ['Is plain text, without Markdown', 'Plain - and simple.', 'A **bold** word'],
    ['Is plain text, without Markdown', 'Plain\ntext', 'List:\n- one'],
    ['Is code and nothing else', '```js\nf();\n```', 'Here:\n```js\nf();\n```'],
    ['Has a link', 'See https://example.org', 'See the site'],
    ['Has no link', 'See the site', 'See http://example.org'],
    ['Has no contraction', 'It is Anna’s; do not.', 'I don’t'],
    ['Has no apology', 'Here it is.', 'I apologise, here it is.'],
    ['Does not begin with a greeting', 'This is it.', '**Hello!** This is it.'],
    ['Ends with a question', 'Well?', 'Well? Yes.'],
    ['Does not end with a question', 'Well? Yes.', 'Well? **Really?**'],
    ['Has a year', 'In 1969.', 'In 3000 steps.'],
    ['Has a number in figures', '3', 'three'],
    ['Has no number in figures', 'three', '3'],
    ['Has an example', 'For example, a cat.', 'A cat.'],
    ['Is one paragraph', 'One.\nStill one.\n\n', 'One.\n\nTwo.'],
    ['Is one line', 'One. Two.\n', 'One.\nTwo.'],
  ] as const)('%s: %j, not %j', (name, good, bad) => {
    expect([named(name, good), named(name, bad)]).toEqual([true, false]);
  });
});

describe('problemOf', () => {
  it.each<Check>([
    { kind: 'contains', text: ' ' },
    { kind: 'ends', text: '' },
    { kind: 'lacks', text: 'a'.repeat(301) },
    { kind: 'at-most', unit: 'words', count: -1 },
    { kind: 'at-least', unit: 'words', count: 1.5 },
    { kind: 'tool', name: '', called: false },
    { kind: 'any', of: [] },
    { kind: 'any', of: [{ kind: 'json' }, { kind: 'starts', text: '' }] },
    { kind: 'any', of: Array<Check>(11).fill({ kind: 'json' }) },
  ])('says what is wrong with %j', (check) => {
    expect(problemOf(check)).toMatch(/^\p{L}.*\.$/u);
    expect(on(check, 'something')).toBe(false);
  });

  it('stops at checks inside checks inside checks', () => {
    let deep: Check = { kind: 'answered' };
    for (let depth = 0; depth < 3; depth++) deep = { kind: 'any', of: [deep] };
    expect(problemOf(deep)).toBeUndefined();
    expect(readCheck(deep)).toEqual(deep);
    for (let depth = 0; depth < 10_000; depth++) deep = { kind: 'any', of: [deep] };
    expect(problemOf(deep)).toBeDefined();
    expect(readCheck(deep)).toBeUndefined();
  });
});

describe('checkInWords', () => {
  it.each<[Check, string]>([
    [{ kind: 'contains', text: 'km' }, 'Contains “km”'],
    [{ kind: 'lacks', text: 'miles' }, 'Does not contain “miles”'],
    [{ kind: 'at-most', unit: 'words', count: 50 }, 'At most 50 words'],
    [{ kind: 'at-most', unit: 'bullets', count: 0 }, 'Has no bullet points'],
    [{ kind: 'at-least', unit: 'sentences', count: 1 }, 'At least 1 sentence'],
    [{ kind: 'ends', text: 'Cheers' }, 'Ends with “Cheers”'],
    [{ kind: 'language', language: 'German' }, 'Is in German'],
    [{ kind: 'confirms' }, 'Asks before it acts'],
    [{ kind: 'tool', name: 'clock', called: false }, 'Does not use the tool “clock”'],
    [{ kind: 'matches', pattern: '\\d{3}' }, 'Matches the pattern \\d{3}'],
    [
      { kind: 'matches', pattern: '^(?![\\s\\S]*\\bmovies?\\b)[\\s\\S]*\\bfilms?\\b' },
      'Contains “film”, and not “movie”',
    ],
    [
      { kind: 'matches', pattern: '^(?![\\s\\S]*\\b(?:movies?|flicks?)\\b)' },
      'Does not contain “movie” or “flick”',
    ],
  ])('%j', (check, words) => {
    expect(checkInWords(check)).toBe(words);
  });
});

const text = fc.string({ minLength: 1, maxLength: 20 }).filter((one) => one.trim() !== '');
const leaf: fc.Arbitrary<Check> = fc.oneof(
  fc.record({ kind: fc.constantFrom('contains', 'lacks', 'starts', 'ends'), text }),
  fc.record({ kind: fc.constant('matches'), pattern: fc.constantFrom('\\d+', 'a|b') }),
  fc.record({
    kind: fc.constantFrom('at-most', 'at-least'),
    unit: fc.constantFrom('words', 'sentences', 'bullets'),
    count: fc.nat(99),
  }),
  fc.record({ kind: fc.constant('language'), language: fc.constantFrom('German', 'farsi', 'Thai') }),
  fc.record({ kind: fc.constant('tool'), name: text, called: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('json', 'confirms', 'declines', 'no-secret', 'answered') }),
) as fc.Arbitrary<Check>;
const anyCheck: fc.Arbitrary<Check> = fc.oneof(
  leaf,
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((of): Check => ({ kind: 'any', of })),
);

describe('every check', () => {
  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(anyCheck, (check) => {
        expect(readCheck(JSON.parse(JSON.stringify(check)))).toEqual(check);
      }),
    );
  });

  it('decides on any text, has words, and never throws', () => {
    fc.assert(
      fc.property(anyCheck, fc.string({ unit: 'grapheme', maxLength: 200 }), (check, answer) => {
        expect(typeof on(check, answer)).toBe('boolean');
        expect(checkInWords(check)).not.toBe('');
      }),
    );
  });

  it('finds a text in itself', () => {
    fc.assert(
      fc.property(text, (words) => {
        for (const kind of ['contains', 'starts', 'ends'] as const)
          expect(on({ kind, text: words }, words)).toBe(true);
        expect(on({ kind: 'lacks', text: words }, words)).toBe(false);
      }),
    );
  });

  it('survives any pattern that a person may type', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string(), (pattern, answer) => {
        expect(typeof on({ kind: 'matches', pattern }, answer)).toBe('boolean');
      }),
    );
  });

  it.each([
    undefined,
    null,
    'json',
    [],
    {},
    { kind: 'magic' },
    { kind: 'constructor' },
    { kind: 'json', extra: 1 },
    { kind: 'contains' },
    { kind: 'contains', text: 1 },
    { kind: 'contains', text: '' },
    { kind: 'contains', text: 'a', pattern: 'b' },
    { kind: 'at-most', unit: 'letters', count: 1 },
    { kind: 'at-most', unit: 'words', count: '1' },
    { kind: 'at-most', unit: 'words', count: null },
    { kind: 'tool', name: 'a', called: 1 },
    { kind: 'matches', pattern: '(a+)+' },
    { kind: 'any', of: 'json' },
    { kind: 'any', of: [{ kind: 'json' }, { kind: 'magic' }] },
  ])('is not read from %j', (value) => {
    expect(readCheck(value)).toBeUndefined();
  });
});
