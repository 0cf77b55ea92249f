import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInWords, passes, problemOf } from '../../../../src/domain/sandbox/check.ts';
import { suggestCheck, type CheckMaterial } from '../../../../src/domain/sandbox/suggest-check.ts';

/** What is suggested, in words, with how it decides on a good and on a bad answer. */
function decided(material: CheckMaterial, good: string, bad: string) {
  const check = suggestCheck(material);
  const on = (text: string) => check !== undefined && passes(check, { text, tools: [] });
  return { check: check && checkInWords(check), good: on(good), bad: on(bad) };
}

const long = 'One two three four five six seven eight nine ten.';
const yesOrNo = 'Starts with “Yes” or starts with “No”';
const lengths = 'Has metric lengths only';

describe('a rule', () => {
  it.each([
    ['Keep answers under 50 words.', 'At most 50 words', 'Short.', 'word '.repeat(51)],
    ['Limit answers to 5 words.', 'At most 5 words', 'Short.', long],
    ['Answer with a single word.', 'At most 1 word', '**Paris.**', 'It is Paris.'],
    ['Between 5 and 10 words, please.', 'At most 10 words', long, `${long} Eleven.`],
    ['Write at least 10 words.', 'At least 10 words', long, 'Short.'],
    ['Answers should be longer than 9 words.', 'At least 10 words', long, 'Short.'],
    ['Answer in three sentences at most.', 'At most 3 sentences', 'A. B. C.', 'One. Two. Three. Four.'],
    ['Never write more than two sentences.', 'At most 2 sentences', 'One. Two.', 'One. Two. Three.'],
    ['Fewer than 3 sentences, please.', 'At most 2 sentences', 'One. Two.', 'One. Two. Three.'],
    ['Explain it in one sentence.', 'At most 1 sentence', 'One, and no more.', 'One. Two.'],
    ['Keep replies under 20 characters.', 'At most 20 characters', 'Short.', long],
    ['Keep it to one paragraph.', 'Is one paragraph', 'One.\nStill.', 'One.\n\nTwo.'],
    ['Answer in one line.', 'Is one line', 'One.', 'One.\nTwo.'],
    ['Use bullet points.', 'At least 2 bullet points', '- a\n* b', 'A and b.'],
    ['Use bullet points instead of paragraphs.', 'At least 2 bullet points', '• a\n• b', 'A and b.'],
    ['Don’t use bullet points.', 'Has no bullet points', 'A and b.', '- a\n- b'],
    ['Give three bullet points.', 'At least 3 bullet points', '- a\n- b\n- c', '- a'],
    ['Use no more than two bullets.', 'At most 2 bullet points', '- a\n- b', '- a\n- b\n- c'],
    ['Number the steps.', 'Has a numbered list', '1. Go\n2. Stop', '- Go\n- Stop'],
    ['Put comparisons in a table.', 'Has a table', '| a | b |\n|---|---|\n| 1 | 2 |', 'a: 1, b: 2'],
    ['No headings.', 'Has no heading', 'Text', '# Title\nText'],
    ['No Markdown, I read plain text.', 'Is plain text, without Markdown', 'Text', '**Text**'],
    ['Put key words in bold.', 'Has bold text', 'The **sun**', 'The sun'],
    ['Give the result as JSON.', 'Is valid JSON', '```json\n{"a": 1}\n```', 'a is 1'],
    ['Answer with code only.', 'Is code and nothing else', '```js\nf();\n```', 'Use `f()`.'],
    ['Never use emojis.', 'Has no emoji', 'Hello!', 'Hello! 😀'],
    ['Please stop using smileys', 'Has no emoji', 'Hello!', 'Hello! 😀'],
    ['End every message with an emoji.', 'Has an emoji', 'Bye 👋', 'Bye'],
    ['Avoid exclamation marks.', 'Does not contain “!”', 'Hello.', 'Hello!'],
    ['No em dashes.', 'Does not contain “—”', 'well-known', 'well — known'],
    ['Don’t use contractions.', 'Has no contraction', 'I do not', 'I don’t'],
    ['Never apologise.', 'Has no apology', 'It is 5.', 'Sorry, it is 5.'],
    ['Skip the greeting.', 'Does not begin with a greeting', 'It is 5.', 'Hello! It is 5.'],
    ['Don’t ask follow-up questions.', 'Does not contain “?”', 'It is 5.', 'It is 5. More?'],
    ['Never end with a question.', 'Does not end with a question', 'Why? So.', 'It is 5. More?'],
    ['Start with the answer ‘Yes’ or ‘No’', yesOrNo, '**No**, it is not.', 'It is not.'],
    ['Answer yes or no first.', yesOrNo, 'Yes.', 'Of course.'],
    ['Start every email with Good morning.', 'Starts with “Good morning”', 'Good morning, Jo', 'Hi Jo'],
    [
      'Don’t start with “Great question”.',
      'Does not start with “Great question”',
      'It is 5.',
      '**Great question!** It is 5.',
    ],
    ['End every answer with ‘Cheers’.', 'Ends with “Cheers”', 'It is 5.\n\nCheers!', 'It is 5.'],
    ['Sign emails as Jo.', 'Ends with “Jo”', 'Best,\nJo', 'Best,\nAnna'],
    [
      'Never end with “Hope this helps”.',
      'Does not contain “Hope this helps”',
      'It is 5.',
      'It is 5. Hope this helps!',
    ],
    ['Answer in German.', 'Is in German', 'Das ist gut.', 'That is good.'],
    ['Always reply in French, please.', 'Is in French', 'C’est la vie.', 'That is life.'],
    ['Speak Spanish with me.', 'Is in Spanish', 'Es muy bueno.', 'It is very good.'],
    ['Use metric units.', 'Has no imperial units', 'It is 5 km.', 'It is 5 miles.'],
    ['Use kilometres, not miles.', lengths, 'It is 5 km.', 'It is 3 miles.'],
    ['Convert miles to kilometres.', lengths, 'It is 5km.', 'It is 5 km (3 miles).'],
    ['Give temperatures in Celsius.', 'Has metric temperatures only', '20 °C', '68 °F'],
    ['Use grams for baking.', 'Has metric weights only', '500 g of flour', 'a pound of flour'],
    ['Distances in miles.', 'Has imperial lengths only', '3 miles', '5 km'],
    ['Prices in euros.', 'Contains “euro” or contains “eur” or contains “€”', '€5', '$5'],
    ['Use the 24-hour clock.', 'Has a time of the 24-hour clock', 'At 16:30.', 'At 4:30 pm.'],
    ['Write dates as DD/MM/YYYY.', 'Has a date like 31/12/2025', 'On 04/05/2025.', 'On 4 May 2025.'],
    ['Use ISO dates.', 'Has a date like 2025-12-31', 'On 2025-05-04.', 'On 4 May 2025.'],
    ['Use the word ‘film’ not ‘movie’', 'Does not contain “movie”', 'A film.', 'Two movies.'],
    ['Say film instead of movie.', 'Does not contain “movie”', 'A film.', 'A movie.'],
    ['Never use the word “delve”.', 'Does not contain “delve”', 'Look into it.', 'Delve into it.'],
    ['Avoid the words “delve” and “realm”.', 'Does not contain “delve” or “realm”', 'A field.', 'Realms.'],
    ['Always mention “batteries”.', 'Contains “batteries”', 'With batteries.', 'With nothing.'],
    ['Always mention the year.', 'Has a year', 'In 1969.', 'In July.'],
    ['Include a link to the source.', 'Has a link', 'https://example.org', 'See the site.'],
    ['Always give an example.', 'Has an example', 'For example, a cat.', 'A pet.'],
    ['Spell out numbers in words.', 'Has no number in figures', 'five', '5'],
    ['Call me Sam.', 'Contains “Sam”', 'Hi Sam.', 'Hi.'],
    ['Ask before you delete anything.', 'Asks before it acts', 'Shall I delete it?', 'Deleted.'],
    ['Never delete without asking me.', 'Asks before it acts', 'Shall I delete it?', 'Deleted.'],
    ['Refuse to write in my name.', 'Says that it cannot or will not', 'I can’t do that.', 'Dear Ann'],
    [
      'Never repeat passwords.',
      'Shows no password, key or card number',
      'Kept.',
      'Your password is hunter22',
    ],
  ])('“%s” is decided by “%s”', (rule, check, good, bad) => {
    expect(decided({ rule }, good, bad)).toEqual({ check, good: true, bad: false });
  });

  it.each([
    'Be warmer.',
    'Be concise.',
    'Explain things simply.',
    'Use simple words.',
    'Explain it in plain English.',
    'Write in British English.',
    'Recommend French films.',
    'When you answer in French, keep English names.',
    'Polish my drafts.',
    'Never answer in English.',
    'Answer in the language of the question.',
    'Plan the walk without hills.',
    'Mention bullet trains for Japan.',
    'Keep sentences under 15 words.',
    'Use at most one exclamation mark.',
    'Start with a short summary.',
    'Calendars begin with Monday.',
    'Don’t ask me before renaming.',
    'When I say ‘stop’, end the story.',
    'Give lengths in both centimetres and inches.',
    'Choose bold colours.',
    '',
    '   ',
  ])('“%s” needs a judge', (rule) => {
    expect(suggestCheck({ rule })).toBeUndefined();
  });
});

describe('what was wrong', () => {
  it.each([
    ['too long', long, 'At most 5 words', 'Short.'],
    ['shorter please', long, 'At most 5 words', 'Short.'],
    ['too short', 'It is so small.', 'At least 8 words', long],
    ['no emojis', 'Hi 🎉', 'Has no emoji', 'Hi'],
    ['the smileys are a bit much', 'Hi 🎉', 'Has no emoji', 'Hi'],
    ['you used miles', 'It is 3 miles.', lengths, 'It is 5 km.'],
    ['wrong unit, kilometres', 'It is 3 miles.', lengths, 'It is 5 km.'],
    ['no bullet points', '- a\n- b', 'Has no bullet points', 'A and b.'],
    ['no bullet points', 'A and b.', 'At least 2 bullet points', '- a\n- b'],
    ['where are the bullet points?', 'A and b.', 'At least 2 bullet points', '- a\n- b'],
    ['I asked for German', 'That is it.', 'Is in German', 'Das ist es.'],
    ['in German please', 'That is it.', 'Is in German', 'Das ist es.'],
    ['that’s not JSON', 'a is 1', 'Is valid JSON', '{"a": 1}'],
    ['you forgot the year', 'In July.', 'Has a year', 'In July 1969.'],
    ['you deleted it without asking', 'I deleted it.', 'Asks before it acts', 'Shall I delete it?'],
    ['I said euros not dollars', '$5', 'Contains “euro” or contains “eur” or contains “€”', '5 euros'],
    ['stop saying “certainly”', 'Certainly!', 'Does not contain “certainly”', 'Yes.'],
    ['don’t call me mate', 'Hi mate', 'Does not contain “mate”', 'Hi'],
    ['it’s colour, not color', 'a color', 'Contains “colour”, and not “color”', 'a colour'],
  ])('“%s” of “%s” is decided by “%s”', (words, answer, check, good) => {
    expect(decided({ words, answer }, good, answer)).toEqual({ check, good: true, bad: false });
  });

  it.each([
    ['wrong', 'It is 5.'],
    ['that’s not what I asked', 'It is 5.'],
    ['too long', ''],
    ['too long', 'Yes.'],
  ])('“%s” of “%s” needs a judge', (words, answer) => {
    expect(suggestCheck({ words, answer })).toBeUndefined();
  });

  it('looks at the unit that stood in the answer', () => {
    const check = { check: 'Has metric volumes only', good: true, bad: false };
    expect(
      decided({ rule: 'Use metric units.', answer: 'Take 2 cups.' }, 'Take 500 ml.', 'Take 2 cups.'),
    ).toEqual(check);
  });

  it('wants the right word where the wrong one stood', () => {
    const material = { rule: 'Say “film”, not “movie”.', answer: 'A good movie.' };
    expect(decided(material, 'Good films.', 'I don’t know.').check).toBe('Contains “film”, and not “movie”');
    expect(decided(material, 'Good films.', 'I don’t know.')).toMatchObject({ good: true, bad: false });
  });

  it('takes the part of a rule that the answer failed, and words where the rule says nothing', () => {
    const rule = 'Use bullet points, and keep it under 5 words.';
    expect(decided({ rule, answer: '- one two three\n- four five six' }, '- a\n- b', '').check).toBe(
      'At most 5 words',
    );
    expect(decided({ rule, answer: 'One' }, '- a\n- b', '').check).toBe('At least 2 bullet points');
    expect(decided({ rule: 'Be friendly.', words: 'too many emojis', answer: 'Hi 🎉' }, '', '').check).toBe(
      'Has no emoji',
    );
  });
});

it('never throws, and suggests only checks that make sense', () => {
  const piece = fc.constantFrom(
    ...[
      'use',
      'no',
      'never',
      'not',
      'start with',
      'end with',
      '"a(b"',
      "'c'",
      '3',
      'two',
      'words',
      'sentences',
    ],
    ...[
      'bullet points',
      'in',
      'German',
      'miles',
      'km',
      'say',
      'too long',
      'ask',
      'before',
      'emoji',
      ',',
      '.',
      '$',
    ],
  );
  const sentence = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 9 }).map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(sentence, sentence, fc.option(fc.string(), { nil: undefined }), (rule, words, answer) => {
      const check = suggestCheck({ rule, words, answer });
      if (check) expect(problemOf(check)).toBeUndefined();
    }),
  );
});
