/** What people type for a word, and the word. */
export const shortForms: Record<string, string> = {
  dont: "don't", doesnt: "doesn't", didnt: "didn't", cant: "can't", wont: "won't", isnt: "isn't", arent: "aren't",
  wasnt: "wasn't", havent: "haven't", hasnt: "hasn't", couldnt: "couldn't", shouldnt: "shouldn't", wouldnt: "wouldn't",
  im: "i'm", ive: "i've", id: "i'd", thats: "that's", theres: "there's", whats: "what's", hows: "how's",
  youre: "you're", youve: "you've", theyre: "they're", lets: "let's", u: 'you', ur: 'your', r: 'r', n: 'and',
  pls: 'please', plz: 'please', plse: 'please', plis: 'please', thx: 'thanks', thnx: 'thanks', ty: 'thanks',
  cos: 'because', coz: 'because', cuz: 'because', bc: 'because', w: 'with', wanna: 'want to', gonna: 'going to',
  gimme: 'give me', lemme: 'let me', tho: 'though', thru: 'through', rly: 'really', defo: 'definitely',
  obvs: 'obviously', fav: 'favourite', tmrw: 'tomorrow', tmr: 'tomorrow', tonite: 'tonight', rn: 'right now',
  hr: 'hour', hrs: 'hours', hour: 'hour', evry: 'every', ppl: 'people', msgs: 'messages', msg: 'message',
  temps: 'temperatures', til: 'until', till: 'until', whenver: 'whenever', wen: 'when', nvr: 'never', alway: 'always',
  alwys: 'always', alwayz: 'always', favor: 'favour', colour: 'colour', smth: 'something', abt: 'about',
  farenheit: 'fahrenheit', farenheight: 'fahrenheit', celcius: 'celsius', emojies: 'emojis', emojie: 'emoji',
  pref: 'prefer', prefs: 'prefer', onwards: 'onwards', onward: 'onwards',
}; // prettier-ignore

/** Words that decide, to which a word one slip away is set right ("allways", "prcies"). */
export const keyWords: readonly string[] =
  `always never please prefer prefers remember answer answers reply replies respond price prices amounts
  emoji emojis smileys sentence sentences paragraph paragraphs indent indentation spaces metric imperial celsius
  fahrenheit kilometres kilometers miles inches ounces pounds grams litres euros dollars rupees format formal casual
  informal friendly professional concise detailed thorough explanation explanations bullet bullets temporarily tonight
  today tomorrow conversation whenever every everything forever permanently default general generally instead
  british american english language spelling currency british temperature temperatures distances measurements
  recipe recipes vegetarian vegan before without because should would
  sentences short longer shorter`.split(/\s+/);

/** Real words that stand one slip away from one that decides, and are meant. */
export const ownWords: ReadonlySet<string> = new Set(
  `fever sever lever nerve newer nether prince prices pride prize shirt sort shot shore sport forma formed format formals
  causal allays answered preferred prefers preface prefect refer defer replied response responds smiled mile smile tiles
  mills files males piles wiles spaced space paces places species inched pound rounds hounds sounds bounds grams gram grams
  dramas priced pricey prickly pieces princes voyages indents intent invent toady toddy beef grief chief brief belief every
  very ever everyone anything because became before bore short sorts shots shorts shouts sheet ward ran metrics metre meter meters emotion
  wound would could world should shoulder shoulders bullied wallet ballet pullet general generals generous today's
  without within vegans begin recite recipes defaults fault frenchs vague forever formats friends friendly frequently
  longer linger lodger lounge stronger hunger spelling smelling swelling selling dwelling spending languages
  tabs table dollar euro rupee inch ounce liter liters`.split(/\s+/),
);
