/** A choice of which one answer can take only one value at a time. */
export interface Choice {
  name: string;
  /** Words of which one must stand in the text for the values to count; empty: the values speak for themselves. */
  gate: string;
  /** Value: its words and phrases, parted by commas. */
  values: Readonly<Record<string, string>>;
}

const choice = (name: string, values: Record<string, string>, gate = ''): Choice => ({ name, gate, values });

export const choices: readonly Choice[] = [
  choice('position', {
    first:
      'first, start, begin, open, beginning, lead with, opening, at the top, top, up front, ahead of, at the outset, put before, start with, begin with, introduction, intro',
    last: 'last, end, close, finish, conclude, closing, at the end, at the bottom, bottom, end with, close with, finish with, at the very end, final',
  }),
  choice('average', { mean: 'the mean, average', median: 'median' }),
  choice('round way', { up: 'round up, round upward', down: 'round down, round downward' }),
  choice(
    'state of food',
    { fresh: 'fresh', kept: 'dried, frozen, tinned, canned, dry' },
    'herb, vegetable, fruit, bean, fish, pasta, tomato, ingredient, recipe, yeast, spice, fresh',
  ),
  choice(
    'debugging',
    {
      print: 'print, print statement, console log',
      log: 'logger, logging',
      debugger: 'debugger, breakpoint',
    },
    'debug, code, log, debugging',
  ),
  choice(
    'software price',
    { free: 'free software, open source, free, open - source', paid: 'paid, commercial, proprietary' },
    'software, program, app, tool, paid',
  ),
  choice(
    'indent',
    {
      tab: 'tab, tab character, tabulator, indent tab, hard tab',
      space: 'space, soft tab',
    },
    'indent, indentation, code, nest, source, level, tab',
  ),
  choice('quote mark', {
    single: 'single quote, single quotation mark, apostrophe',
    double: 'double quote, double quotation mark, speech mark',
  }),
  choice('quote shape', { curly: 'curly quote, smart quote', straight: 'straight quote' }),
  choice('case style', {
    camel: 'camelcase, camel case',
    snake: 'snakecase, snake case, snake_case, underscore',
    pascal: 'pascalcase, pascal case',
    kebab: 'kebabcase, kebab case',
  }),
  choice('letter case', {
    lower: 'lower case, lowercase, small letter',
    upper: 'upper case, uppercase, capital letter, all caps, in capital, capital',
    title: 'title case, each word capital',
    sentence: 'sentence case, only the first word',
  }),
  choice(
    'code style',
    { functional: 'functional', object: 'class, object orient, object-orient', loop: 'loop' },
    'code, style, python, javascript, typescript, program, react, component',
  ),
  choice('component', { hook: 'hook, function component', class: 'class component' }),
  choice('async', { await: 'await', then: 'then chain, callback' }),
  choice('variable', { const: 'const', let: 'let', var: 'var' }, 'variable, declare, const, var, javascript'),
  choice('error style', {
    throw: 'exception, throw, raise',
    value: 'error value, result value, result type, error code',
  }),
  choice('code language', {
    python: 'python',
    rust: 'rust',
    javascript: 'javascript, js',
    typescript: 'typescript, ts',
    java: 'java',
    go: 'golang',
    ruby: 'ruby',
    kotlin: 'kotlin',
    swift: 'swift',
    php: 'php',
    csharp: 'c#',
    cpp: 'c++',
    r: 'in r',
    julia: 'julia',
    perl: 'perl',
    haskell: 'haskell',
    elixir: 'elixir',
    scala: 'scala',
  }),
  choice('test tool', {
    pytest: 'pytest',
    unittest: 'unittest',
    jest: 'jest',
    vitest: 'vitest',
    mocha: 'mocha',
  }),
  choice('shell', { bash: 'bash', zsh: 'zsh', fish: 'fish shell', powershell: 'powershell' }),
  choice('system', { windows: 'windows', mac: 'mac, macos, mac os', linux: 'linux, ubuntu, debian' }, ''),
  choice('phone system', { android: 'android', iphone: 'iphone, ios' }),
  choice('editor', { vim: 'vim, neovim', emacs: 'emacs', vscode: 'vs code, vscode' }),
  choice('spreadsheet', { excel: 'excel', sheets: 'google sheet', calc: 'libreoffice' }),
  choice('css unit', { px: 'px, pixel', rem: 'rem', em: 'em unit' }),
  choice('layout', { grid: 'css grid, grid layout', flex: 'flexbox, flex' }),
  choice('database', { postgres: 'postgres, postgresql', mysql: 'mysql', sqlite: 'sqlite' }),
  choice('manager', { npm: 'npm', yarn: 'yarn', pnpm: 'pnpm' }),
  choice('measure', {
    metric:
      'metric, si unit, centimetre, cm, metre, kilo, litre, kilometre, km, gram, kilogram, kg, millilitre, ml',
    imperial: 'imperial, mile, mi, inch, foot, feet, yard, ounce, oz, gallon, pint, lb, customary unit',
    cup: 'cup, tablespoon',
  }),
  choice('heat scale', {
    celsius: 'celsius, centigrade, °c',
    fahrenheit: 'fahrenheit, °f, degree f',
    kelvin: 'kelvin',
    mark: 'gas mark',
  }),
  choice('money', {
    euro: 'euro, eur, €',
    dollar: 'dollar, usd, us$, $',
    pound: 'pound, gbp, sterling, £, quid',
    rupee: 'rupee, inr, ₹',
    yen: 'yen, jpy, ¥',
    franc: 'franc, chf',
    krona: 'krona, kronor, sek, krone, nok, dkk',
    zloty: 'zloty, pln',
    yuan: 'yuan, cny, renminbi',
    won: 'krw, korean won',
    peso: 'peso, mxn',
    real: 'brl, brazilian real, reais',
    rand: 'rand, zar',
    lira: 'lira, try',
    naira: 'naira, ngn',
    aud: 'aud',
    cad: 'cad',
    shilling: 'shilling, kes',
  }),
  choice('tax', {
    without: 'without tax, before tax, net, without vat, excluding tax, excluding vat',
    with: 'with tax, with vat, include vat, include tax, gross, after tax',
  }),
  choice(
    'date order',
    {
      dmy: 'day month year, day month, dd mm yyyy, day before the month, day first, european date',
      mdy: 'month day year, month day, mm dd yyyy, month first, month come first, month before day, month come before day, american date',
      ymd: 'iso, yyyy mm dd, year first, year month day, begin with the year',
    },
    '',
  ),
  choice('month form', {
    word: 'month in word, month as word, name of the month, month name',
    number: 'month in number, month as number, numeric month',
  }),
  choice('clock', {
    h24: '24 hour, 24h, 24 - hour, military time, hour from 0 to 24, twenty - four hour',
    h12: '12 hour, 12h, 12 - hour, am and pm, am, pm, a.m., p.m., twelve hour, twelve - hour',
  }),
  choice(
    'week start',
    {
      monday: 'monday',
      sunday: 'sunday',
      saturday: 'saturday',
      friday: 'friday',
      tuesday: 'tuesday',
      wednesday: 'wednesday',
      thursday: 'thursday',
    },
    'week, calendar, planner, column, day, weekly, diary, agenda, schedule, plan, shop, meeting, rest, workout, train',
  ),
  choice(
    'time zone',
    {
      utc: 'utc, gmt',
      pacific: 'pacific, pst',
      eastern: 'eastern time, est',
      berlin: 'berlin time, cet',
      local: 'local time, local',
    },
    'time, zone',
  ),
  choice('decimal mark', { point: 'point, dot, full stop, period', comma: 'comma' }, 'decimal'),
  choice('thousands', { comma: 'comma', space: 'space', dot: 'dot, point', none: 'separator' }, 'thousand'),
  choice('share', { percent: 'percent, percentage, %', fraction: 'fraction' }),
  choice(
    'rounding',
    {
      exact: 'exact, unrounded, all digit, full precision',
      whole: 'whole number, nearest whole, integer, whole unit',
    },
    '',
  ),
  choice('tongue', {
    english: 'english',
    french: 'french',
    german: 'german',
    spanish: 'spanish',
    italian: 'italian',
    dutch: 'dutch',
    japanese: 'japanese',
    polish: 'polish',
    portuguese: 'portuguese',
    swedish: 'swedish',
    danish: 'danish',
    norwegian: 'norwegian',
    finnish: 'finnish',
    russian: 'russian',
    greek: 'greek',
    turkish: 'turkish',
    arabic: 'arabic',
    hindi: 'hindi',
    chinese: 'chinese, mandarin',
    korean: 'korean',
    welsh: 'welsh',
    irish: 'irish',
    czech: 'czech',
    hungarian: 'hungarian',
    ukrainian: 'ukrainian',
    latin: 'in latin',
    swahili: 'swahili',
    catalan: 'catalan',
    vietnamese: 'vietnamese',
    romanian: 'romanian',
  }),
  choice(
    'english kind',
    {
      british: 'british, uk spelling, uk english, colour, organise, - ise',
      american: 'american, us spelling, us english, color, organize, - ize',
      australian: 'australian',
      canadian: 'canadian',
    },
    'english, spell, spelling, word, colour, color, variant',
  ),
  choice(
    'region',
    {
      brazil: 'brazilian, brazil',
      portugal: 'european portuguese, portugal',
      mexico: 'mexican',
      spain: 'castilian, spain',
    },
    'portuguese, spanish',
  ),
  choice(
    'chinese script',
    { simple: 'simplified', traditional: 'traditional' },
    'chinese, character, script',
  ),
  choice('polite form', { sie: 'sie, vous, usted, lei, polite form', du: 'du, tu, tú' }),
  choice(
    'register',
    {
      formal: 'formal, formally, official, businesslike, business like, professional',
      casual:
        'casual, informal, informally, relax, chatty, as to a friend, colloquial, conversational, laid back, laid - back, slang, casually',
    },
    'tone, register, email, write, letter, style, sound, voice, be, keep, reply, formal, informal, casual, message, formally, casually, informally, answer, note',
  ),
  choice('seriousness', {
    funny: 'humour, humor, funny, joke, humorous, witty, pun, wit, comic, playful, quip',
    serious: 'serious, earnest, sober, straight face',
  }),
  choice(
    'warmth',
    {
      warm: 'warm, friendly, encouraging, encourage, gentle, kind tone, supportive, cheer, soft, tactful, kind',
      blunt:
        'blunt, harsh, direct criticism, bluntly, plain spoken, brutally honest, no sugar, strict, tough, cold, stern, neutral',
    },
    '',
  ),
  choice(
    'answer length',
    {
      short:
        'short, brief, concise, terse, succinct, to the point, briefly, concisely, compact, shorter, crisp, succinctly, tight, one line, single sentence, one sentence, one - line, one - sentence, in a sentence, in a nutshell, snappy',
      long: 'long, detail, detailed, thorough, in depth, in - depth, lengthy, at length, longer, comprehensive, exhaustive, full detail, elaborate, several paragraph, several page, depth, extensive',
    },
    '',
  ),
  choice(
    'layout of text',
    {
      list: 'bullet, bullet point, list, bullet form, bulleted, bulleted list, itemised, itemize, bullet list, point by point',
      prose: 'prose, paragraph, flowing, continuous text, flow text, full sentence, running text',
      table: 'table, tabular, grid',
      chart: 'chart, graph, plot',
    },
    '',
  ),
  choice(
    'list mark',
    {
      dash: 'dash, hyphen, minus sign',
      star: 'asterisk, star',
      number: 'number, numbered, numeral',
      dot: 'dot, round bullet',
    },
    'list, bullet, item, step',
  ),
  choice('chart kind', {
    bar: 'bar chart, bar graph',
    line: 'line chart, line graph',
    pie: 'pie chart',
    scatter: 'scatter plot',
  }),
  choice('axis', { row: 'row', column: 'column' }, 'table, spreadsheet'),
  choice('markup', {
    markdown: 'markdown',
    plain: 'plain text, unformatted, without formatting',
    html: 'html',
    latex: 'latex, tex',
  }),
  choice('voice', { active: 'active voice, active verb, active', passive: 'passive voice, passive' }),
  choice('grammatical person', {
    first: 'first person, first - person, as we, as i, "i", "we", first - person plural',
    third: 'third person, third - person',
    second: 'second person, second - person, "you"',
  }),
  choice(
    'tense',
    {
      past: 'past tense, in the past, past',
      present: 'present tense, in the present, present',
      future: 'future tense',
    },
    'tense, story, narrate, fiction, blog, tell, chapter, write, diary, log, report, scene',
  ),
  choice('difficulty', {
    beginner:
      'beginner, newcomer, novice, know nothing, layperson, ten - year - old, child, for dummies, from scratch, start from zero, five - year - old, eli5, new to',
    expert:
      'expert, specialist, professional audience, university level, advanced, skip the basic, phd, engineer, colleague in the field, university',
  }),
  choice('vocabulary', {
    plain:
      'plain word, everyday word, simple word, plain english, plain language, simple language, simple english, everyday language, lay term, ordinary word, simple term, layman',
    technical:
      'technical term, jargon, expert vocabulary, specialist term, technical vocabulary, terminology, technical language, buzzword, specialist word, technical word',
  }),
  choice(
    'disclosure',
    {
      hint: 'hint, clue, nudge, let me find, find the solution myself, find the answer myself, guide question, guiding question, socratic, lead me, pointer',
      solution:
        'solution, solve, worked answer, full answer, answer key, the answer, worked example, worked solution, do it for me',
    },
    'homework, exercise, puzzle, hint, solution, assignment, problem, crossword, riddle, solve, worksheet, kata, clue',
  ),
  choice(
    'working',
    {
      steps: 'step, working, work through, intermediate step, step by step, derivation, workings',
      result: 'result, just the answer, final answer, final number',
    },
    'math, maths, calculation, compute, working, proof, sum, equation, algebra, arithmetic, result',
  ),
  choice(
    'count of options',
    {
      many: 'several option, alternative, three alternative, more than one, several, choice, three option, two option, variety, two or three, multiple, a few, shortlist, several suggestion',
      one: 'one recommendation, one option, single option, one suggestion, a single, just one, single thing, single recommendation, only one, best one, your top pick, one only, top pick',
    },
    'option, alternative, recommendation, suggestion, recommend, suggest, offer, pick, choice, idea',
  ),
  choice(
    'diet',
    {
      meatless:
        'vegetarian, meatless, meat - free, veggie, without meat, vegan, plant - based, plant base, pescatarian, tofu, lentil',
      meat: 'meat, chicken, beef, pork, lamb, bacon, steak, ham, sausage, turkey, fish, salmon, prawn, animal product',
    },
    '',
  ),
  choice('dairy', {
    free: 'dairy - free, lactose - free, oat milk, vegan, plant - based, soy milk, plant milk',
    dairy: 'dairy, milk, cream, butter, cheese, lactose, yoghurt, egg, animal product',
  }),
  choice('gluten', { free: 'gluten - free, rice flour', gluten: 'gluten, wheat, wheat flour, barley, rye' }),
  choice('heat', { hot: 'spicy, chilli, hot food, chili, fiery', mild: 'mild, bland' }, ''),
  choice(
    'taste',
    { sweet: 'sweet, sugar, sugary', savoury: 'savoury, salty' },
    'breakfast, recipe, snack, popcorn, pancake, cook, bake, dessert',
  ),
  choice(
    'hob',
    { gas: 'gas, gas oven, gas hob', electric: 'electric, electric oven, fan oven, induction, electric hob' },
    'oven, hob, cook, recipe, stove',
  ),
  choice(
    'cooking way',
    {
      oven: 'oven, bake, roast',
      pan: 'fry, frying pan, pan',
      slow: 'slow cooker',
      air: 'air fryer',
      micro: 'microwave',
      grill: 'grill, barbecue',
    },
    'recipe, cook, dinner, meal, dish',
  ),
  choice('drink', { coffee: 'coffee, espresso', tea: 'tea' }),
  choice('alcohol', {
    with: 'wine, alcohol, beer, spirit, cocktail',
    without: 'alcohol - free, mocktail, non - alcoholic, juice, soft drink, water',
  }),
  choice(
    'transport',
    {
      train: 'train, rail, railway',
      plane: 'flight, plane, fly, airplane, airline, air',
      car: 'car, drive, by road, road trip, driving',
      bus: 'bus, coach',
      bike: 'bike, bicycle, cycle, cycling',
      foot: 'walk, on foot, walking',
      ship: 'ferry, boat, ship',
      public: 'public transport, transit',
    },
    'travel, trip, journey, route, go, holiday, prefer, flight, train, transport, ride, get, commute, direction, outing, connection, way',
  ),
  choice(
    'price level',
    {
      cheap:
        'cheap, budget, inexpensive, low - cost, low cost, affordable, bargain, thrifty, frugal, cheaply, free',
      dear: 'luxury, expensive, five - star, upmarket, high - end, high end, premium, deluxe, boutique, posh, dear',
    },
    '',
  ),
  choice('price order', {
    cheapfirst: 'cheapest first, low to high, lowest price',
    dearfirst: 'dearest first, most expensive first, high to low, highest price',
  }),
  choice(
    'lodging',
    { hotel: 'hotel', hostel: 'hostel', flat: 'flat, apartment', camp: 'camping, campsite, tent' },
    'travel, trip, stay, book, suggest, holiday, prefer, night, recommend, accommodation, city',
  ),
  choice('seat', { aisle: 'aisle', window: 'window' }, 'seat, flight, train, plane, sit'),
  choice(
    'route',
    {
      direct: 'direct, nonstop, non - stop, without change',
      change: 'layover, connection, stopover, change',
    },
    'flight, train, route, travel, trip',
  ),
  choice('luggage', {
    hand: 'hand luggage, carry - on, cabin bag, backpack',
    hold: 'checked bag, hold luggage, suitcase, checked luggage',
  }),
  choice(
    'pace',
    {
      slow: 'relaxed, slow pace, free time, leisurely, slow, unhurried, rest day',
      full: 'busy, fill every, packed, pack, full day, action',
    },
    'trip, holiday, plan, travel, weekend, day, vacation, itinerary, run',
  ),
  choice(
    'landscape',
    { sea: 'beach, seaside, sea, coast', mountain: 'mountain, alps, hill' },
    'holiday, trip, travel, suggest, weekend, destination, vacation, hike',
  ),
  choice(
    'setting',
    { indoor: 'indoor, at home, inside, home', outdoor: 'outdoor, outside, gym, fresh air' },
    'workout, activity, exercise, train, run, play, weekend, kid, party, class',
  ),
  choice(
    'day part',
    {
      early:
        'morning, before breakfast, dawn, early, before noon, before lunch, am slot, start of the day, first thing, at sunrise, forenoon, nine in the morning',
      late: 'evening, night, late, after work, dusk, after dinner, before bed, bedtime',
      midday: 'lunchtime, midday, at lunch',
      afternoon: 'afternoon, after lunch',
    },
    '',
  ),
  choice(
    'day kind',
    { weekday: 'weekday, workday, work day', weekend: 'weekend' },
    'plan, schedule, chore, exercise, run, cook, only, put',
  ),
  choice(
    'kit',
    {
      none: 'bodyweight, without equipment, no equipment',
      kit: 'equipment, dumbbell, machine, kettlebell, barbell, weight, gym',
    },
    'workout, exercise, train, equipment, fitness',
  ),
  choice(
    'effort',
    {
      gentle: 'yoga, stretch, gentle, low impact, low - impact',
      hard: 'hiit, high intensity, sprint, intense, hard',
    },
    'workout, exercise, train, session, fitness',
  ),
  choice('time order', {
    newfirst: 'newest, latest, most recent, new to old, reverse chronological, newest first',
    oldfirst: 'oldest, earliest, old to new, chronological, oldest first',
  }),
  choice(
    'sort key',
    {
      name: 'alphabetical, alphabetically, alphabet, a to z, by name, by title',
      price: 'by price, by cost, cheapest first',
      date: 'by date, by deadline, by due date, deadline, due date, chronologically, by year',
      priority: 'by priority, by importance, priority, most important, importance, urgency',
      aisle: 'by aisle, by section, aisle, by shop section',
      author: 'by author',
      size: 'by size, by length',
      effort: 'by effort, easiest first',
      rating: 'by rating, best first',
      distance: 'by distance, nearest first',
      topic: 'by topic, by theme, by subject, by category',
    },
    'sort, order, arrange, group, list, first, rank, alphabetical, alphabetically',
  ),
  choice('name part', {
    surname: 'surname, last name, family name',
    given: 'first name, given name, forename',
  }),
  choice(
    'end of story',
    {
      happy: 'happy ending, end happily, happily, happy, end well, hopeful',
      sad: 'sad ending, tragic, sadly, tragedy, unhappy, end badly, bleak, open ending',
    },
    'story, end, ending, tale, chapter',
  ),
  choice('verse', { rhyme: 'rhyme, rhyming, rhymed, couplet', free: 'free verse, blank verse, unrhymed' }),
  choice('poem kind', { haiku: 'haiku', sonnet: 'sonnet', limerick: 'limerick', ballad: 'ballad' }),
  choice(
    'theme colour',
    { dark: 'dark, dark mode, black', light: 'light, white, light mode, bright' },
    'chart, theme, mode, background, screenshot, diagram, slide, design, colour',
  ),
  choice('typeface', { serif: 'serif', sans: 'sans serif, sans - serif, sans' }),
  choice('spacing', {
    single: 'single spacing, single - spaced, single space',
    double: 'double spacing, double - spaced, double space',
  }),
  choice('citation style', {
    apa: 'apa',
    mla: 'mla',
    chicago: 'chicago',
    harvard: 'harvard',
    ieee: 'ieee',
    vancouver: 'vancouver style',
  }),
  choice(
    'note place',
    { foot: 'footnote', end: 'endnote', inline: 'in the text, inline, in brackets' },
    'note, footnote, endnote, source, reference, citation, cite',
  ),
  choice(
    'translation way',
    {
      literal: 'literal, literally, word for word, word - for - word, verbatim, close to the word',
      free: 'freely, natural, idiomatic, sense for sense, free',
    },
    'translate, translation',
  ),
  choice(
    'number form',
    { word: 'word, spell out, write out', digit: 'digit, numeral, figure' },
    'number, digit, numeral',
  ),
  choice(
    'number system',
    { roman: 'roman numeral', arabic: 'arabic numeral, letter' },
    'chord, chapter, numeral, list, outline',
  ),
  choice(
    'abbreviation',
    {
      full: 'in full, spell out, full form, written out, expand',
      short: 'shorten, initial, abbreviate, short form, use abbreviation, use acronym',
    },
    'acronym, abbreviation, word, unit, initial, month',
  ),
  choice(
    'greeting',
    { hello: 'hello', dear: 'dear', hi: 'hi, hi there', hey: 'hey', sir: 'dear sir, dear madam' },
    'email, letter, greet, open, begin, start, message, address, greeting',
  ),
  choice(
    'sign off',
    {
      best: 'best wish, best',
      regards: 'regards, kind regards, best regards',
      cheers: 'cheers',
      sincerely: 'sincerely, yours sincerely, faithfully, yours faithfully',
      love: 'love',
      thanks: 'thanks, many thanks, thank',
    },
    'sign, close, end, sign - off, closing, finish, email, letter',
  ),
  choice('subtitle', { sub: 'subtitle, subtitled, original version', dub: 'dubbed, dubbing, dub' }),
  choice('book form', {
    paper: 'paperback, printed book, paper book, hardback',
    ebook: 'ebook, e - book, kindle',
    audio: 'audiobook, audio book',
  }),
  choice(
    'genre',
    { fiction: 'fiction, novel', nonfiction: 'non - fiction, nonfiction, biography, memoir' },
    'book, read, suggest, recommend',
  ),
  choice(
    'players',
    { solo: 'single player, solo, alone', coop: 'multiplayer, co - op, cooperative, group, together' },
    'game, play, board, workout, activity, study, train, run',
  ),
  choice('hemisphere', { north: 'northern hemisphere, northern', south: 'southern hemisphere, southern' }),
  choice(
    'garden way',
    {
      organic: 'organic, without chemical, natural, compost',
      chemical: 'chemical, pesticide, spray, weedkiller, artificial fertiliser',
    },
    'garden, plant, gardening, pest, weed, soil, tomato, lawn',
  ),
  choice(
    'plant place',
    { pot: 'pot, container, balcony, window box', bed: 'raised bed, in the ground, flower bed, open ground' },
    'plant, garden, grow, tomato, herb',
  ),
  choice('knitting terms', { uk: 'uk term', us: 'us term' }),
  choice(
    'scope of output',
    {
      whole: 'whole file, complete file, full file, entire file, in full, whole function',
      diff: 'diff, changed line, line that changed, only the change, patch, changed part',
    },
    'file, code, edit, change, diff',
  ),
  choice(
    'brace',
    { same: 'same line, end of the line', next: 'new line, own line, next line, line to itself' },
    'brace, bracket',
  ),
  choice(
    'fill of gender',
    { neutral: 'gender - neutral, neutral, they, inclusive', male: 'masculine, he or she, chairman, he' },
    'gender, pronoun, job title, people, person, gender - neutral, they, inclusive, masculine',
  ),
  choice('pronoun', { she: 'she, her', they: 'they, them', he: 'he, him' }, 'pronoun, refer, call'),
  choice(
    'degree of truth',
    { guess: 'guess, assume, assumption, best guess', ask: 'ask, clarify, clarification, check with me' },
    'unclear, ask, clarify, unsure, ambiguous, vague, question, clarification, assume, doubt, request',
  ),
  choice('angle', { radian: 'radian', degree: 'in degree, degree' }, 'angle, radian, trigonometry'),
  choice('energy', { joule: 'joule, kj, kilojoule', calorie: 'calorie, kcal, kilocalorie' }),
  choice('data unit', { binary: 'mib, gib, kib', decimal: 'megabyte, mb, gigabyte, gb' }),
  choice('chess', { algebraic: 'algebraic', descriptive: 'descriptive notation' }),
  choice('accidental', { sharp: 'sharp', flat: 'flat' }, 'music, note, chord, key, scale'),
  choice('instrument', { guitar: 'guitar', piano: 'piano', violin: 'violin', ukulele: 'ukulele' }),
  choice('pet', { cat: 'cat', dog: 'dog' }),
  choice('size of pack', { bulk: 'bulk, large pack', small: 'small pack' }, 'buy, shop, groceries'),
  choice('outlook', {
    optimist: 'optimistic, positive, upbeat, cheerful',
    pessimist: 'pessimistic, gloomy, negative, downbeat',
  }),
  choice('point of view', {
    pro: 'devil advocate, challenge, disagree, argue against, push back, contradict',
    con: 'agree, support my view, take my side',
  }),
];

/** Words that cannot both be obeyed where all else is the same. */
export const antonyms: readonly (readonly [string, string])[] = [
  ['before', 'after'],
  ['left', 'right'],
  ['above', 'below'],
  ['always', 'never'],
  ['more', 'fewer'],
  ['ascend', 'descend'],
  ['include', 'exclude'],
  ['show', 'hide'],
  ['early', 'late'],
  ['short', 'long'],
  ['small', 'large'],
  ['one', 'several'],
  ['add', 'remove'],
  ['odd', 'even'],
  ['inside', 'outside'],
  ['front', 'back'],
  ['horizontal', 'vertical'],
  ['public', 'private'],
  ['new', 'old'],
  ['high', 'low'],
  ['wide', 'narrow'],
  ['daily', 'weekly'],
  ['weekly', 'monthly'],
  ['daily', 'monthly'],
  ['keep', 'remove'],
  ['fix', 'ignore'],
  ['simple', 'complex'],
  ['together', 'separate'],
  ['split', 'whole'],
  ['translate', 'original'],
  ['ask', 'straightaway'],
  ['before', 'behind'],
  ['fast', 'slow'],
  ['strict', 'loose'],
  ['same', 'different'],
  ['reveal', 'hide'],
  ['raw', 'cook'],
  ['singular', 'plural'],
  ['once', 'repeat'],
  ['own', 'quote'],
  ['sort', 'unsorted'],
  ['round', 'exact'],
  ['fresh', 'frozen'],
  ['fresh', 'tinned'],
  ['local', 'remote'],
  ['thick', 'thin'],
  ['begin', 'middle'],
  ['explain', 'bare'],
  ['warm', 'cold'],
  ['portrait', 'landscape'],
  ['relative', 'absolute'],
  ['recursion', 'loop'],
  ['male', 'female'],
  ['hand', 'library'],
];
