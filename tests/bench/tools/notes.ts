const people = ['Anna', 'Björn', 'Chloé', 'Dmitri', 'Elif', 'Fatima', 'Goran', 'Hana', 'Inês', 'Jürgen'];
const things = ['milk', 'tyres', 'passport', 'invoice', 'dentist', 'garden', 'flight', 'recipe', 'boiler'];
const deeds = ['call', 'remember', 'ask', 'write to', 'pay', 'visit', 'thank'];
const places = ['Lisbon', 'Graz', 'Oslo', 'Kyoto', 'Leeds', 'Porto', 'Bergen', 'Turin'];
const weathers = ['rain', 'sun', 'snow', 'wind', 'fog'];

const pick = (list: readonly string[], number: number) => list[number % list.length] ?? '';

/** A note of about 400 characters; each list runs at its own pace, so that words meet in many ways. */
export function noteText(index: number): string {
  const person = pick(people, index);
  const thing = pick(things, Math.floor(index / 3));
  const place = pick(places, Math.floor(index / 7));
  const lines = [
    `# ${thing} in ${place}`,
    '',
    `I must ${pick(deeds, Math.floor(index / 11))} ${person} about the ${thing} before the ${1 + (index % 28)}th.`,
    `The weather there was ${pick(weathers, Math.floor(index / 13))}, and the number is ${100_000 + index * 37}.`,
    'It is one of many small things that are easy to forget and that somebody waits for in the end.',
    ...(index % 100 === 0 ? ['This one belongs to the quarterly report.'] : []),
    ...(index % 1000 === 7 ? ['It names a zeppelin.'] : []),
    ...(index === 4321 ? ['A single quokka lives here.'] : []),
    `- [ ] ${pick(things, index + 4)}\n- [x] ${pick(things, index + 7)}`,
  ];
  return `${lines.join('\n')}\n`;
}

export const noteName = (index: number) =>
  `${pick(things, Math.floor(index / 3))} ${String(index).padStart(5, '0')}.md`;

/** From words in all notes to words in none. */
export const queries: readonly string[] = [
  'the',
  'milk',
  'quokka',
  'zeppelin',
  'quarterly report',
  'Anna',
  'bjorn',
  'inês dentist',
  'Kyoto snow',
  'passport Graz call',
  'easy to forget',
  'number is 4',
  'invoice 0123',
  '04999.md',
  'weather there was fog',
  'garden Oslo Hana',
  'xylophone',
  'recipe xylophone',
  'a',
  'write to Goran',
  'boiler 27th',
];
