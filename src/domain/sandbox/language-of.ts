import { languages } from '../learned/slot-words.ts';
import { fold, withoutMarks } from './answer-text.ts';

/** Languages that their script tells from all others. */
const scripts: Record<string, string> = {
  Japanese: 'Han,Hiragana,Katakana',
  Chinese: 'Han',
  Korean: 'Hangul',
  Bengali: 'Bengali',
  Punjabi: 'Gurmukhi',
  Gujarati: 'Gujarati',
  Tamil: 'Tamil',
  Telugu: 'Telugu',
  Kannada: 'Kannada',
  Malayalam: 'Malayalam',
  Sinhala: 'Sinhala',
  Thai: 'Thai',
  Greek: 'Greek',
  Hebrew: 'Hebrew',
  Armenian: 'Armenian',
  Georgian: 'Georgian',
};

/** The commonest small words, and signs (after a space bar) that only few languages write. */
const wordsByLanguage = new Map(
  `English: the and of to is are was that this it you for with not have be on as your i can will what if hello yes good thank thanks sure here an or from but my we they there
German: der die das und ist nicht ein eine einen zu den dem mit für auf sie ich es von im auch sich wie oder aber sind hat wird bei nach guten danke hallo ja nein du wir ihr kann |ß
French: le la les des et est un une du en que qui dans pour pas sur vous je il elle avec ce cette au aux sont plus ou mais bonjour merci oui non nous c'est très d'un |œ
Spanish: el la los las de y es un una en que por para con no se su del al como más pero está son lo hola gracias sí muy este esta tu usted le |ñ¿¡
Portuguese: o a os as de e é um uma em que por para com não se do da dos das no na como mais mas está são olá obrigado sim muito este esta você ao |ãõ
Italian: il lo la gli le di e è un una in che per con non si del della dei come più ma sono ciao grazie sì molto questo questa da al nel
Dutch: de het een en van is niet dat op te voor met zijn ik je er aan ook als bij maar of naar wordt hallo dank ja nee wij deze dit kan
Swedish: och att det är som en ett på för med inte den av till jag du vi om har kan men från eller hej tack ja nej mycket
Danish: og at det er som en et på for med ikke den af til jeg du vi om har kan men fra eller hej tak ja nej meget
Norwegian: og å det er som en et på for med ikke den av til jeg du vi om har kan men fra eller hei takk ja nei mye
Polish: i w nie na to się z jest że do jak ale o co czy dla po są był przez lub tak dziękuję cześć od oraz |łąę
Czech: a je se na že to v s z do jak ale o co pro po jsou byl nebo ano ne děkuji ahoj od který |řěů
Turkish: ve bir bu da de için ile çok ne var mi olarak ama daha gibi ben sen o evet hayır merhaba değil kadar olan |ığş
Indonesian: dan yang di ini itu untuk dengan tidak dari ke adalah pada saya anda akan bisa ada juga atau karena ya halo terima kasih
Malay: dan yang di ini itu untuk dengan tidak dari ke adalah pada saya anda akan boleh ada juga atau kerana ya hai terima kasih ialah
Vietnamese: và của là có không được cho một các này với trong người để tôi bạn những đã như cũng xin chào |ơưđ
Romanian: și în de la este nu cu pe care un o din mai sunt pentru dar ce că sau da bună mulțumesc |șță
Hungarian: a az és hogy nem is egy van ez de csak meg mint már vagy volt igen köszönöm |őű
Finnish: ja on ei se että hän oli mutta kun niin tai ovat myös kuin minä sinä kiitos hei joka tämä
Swahili: na ya wa kwa ni la za katika kuwa hii hiyo lakini au kama ndiyo hapana asante habari
Tagalog: ang ng sa na mga at ay ito hindi ko mo ka si para kung oo salamat
Russian: и в не на что я с он как это но а по из у за так да нет вы мы привет для от |ыэё
Ukrainian: і в не на що я з він як це але а по із у за так та ні ви ми привіт для від |іїєґ
Bulgarian: и в не на че аз с той като това но а по от за така да вие ние здравей е се са
Arabic: في من على أن إلى هذا هذه التي الذي لا ما مع عن هو هي كان أو نعم مرحبا |ةأإ
Persian: و در به از که این را با است برای آن یک می های هم تا بله سلام |پچژگ
Urdu: کے کی میں ہے اور سے کو کا کہ نے یہ پر نہیں ہیں بھی ایک ہاں |ٹڈڑںےہ
Hindi: के है की में और का को से यह पर नहीं हैं भी एक था कि हाँ नमस्ते
Marathi: आहे आणि या ते हे मध्ये नाही आहेत एक तर हो नमस्कार व की
Nepali: छ र को मा हो यो छन् एक पनि लाई छैन नमस्ते गर्न`
    .split('\n')
    .map((line) => {
      const [name = '', rest = ''] = line.split(': ');
      const [words = '', signs = ''] = rest.split('|');
      return [name, { words: new Set(words.trim().split(' ')), signs: new Set(signs) }] as const;
    }),
);

/** The name that the lists use: dialects count as their language, save those of English, which no list tells apart. */
export function nameOf(language: string): string {
  const known = language.trim().toLowerCase();
  const name = Object.hasOwn(languages, known) ? (languages[known] ?? language) : language;
  if (['Mandarin', 'Cantonese'].includes(name)) return 'Chinese';
  return /^(?:Brazilian|European|Latin American|Canadian|Swiss) (?!English)(\w+)$/.exec(name)?.[1] ?? name;
}

/** Whether a text, its code and links apart, is in a language rather than in another. */
export function isIn(language: string, text: string): boolean {
  const name = nameOf(language);
  const prose = text.replace(/(```|~~~)[\s\S]*?(?:\1|$)/g, ' ').replace(/https?:\/\/\S+/g, ' ');
  const letters = prose.match(/\p{L}/gu) ?? [];
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  if (script !== undefined) {
    const classes = script.split(',').map((one) => `\\p{sc=${one}}`);
    const share = (pattern: string) =>
      letters.filter((letter) => new RegExp(pattern, 'u').test(letter)).length / letters.length;
    const kana = share('[\\p{sc=Hiragana}\\p{sc=Katakana}]');
    return (
      share(`[${classes.join('')}]`) >= 0.5 &&
      (name === 'Japanese' ? kana > 0.05 : name !== 'Chinese' || kana <= 0.05)
    );
  }
  const words = fold(withoutMarks(prose)).match(/[\p{L}\p{M}]+(?:'[\p{L}]+)*/gu) ?? [];
  const scores = new Map(
    [...wordsByLanguage].map(([other, list]) => [
      other,
      words.filter((word) => list.words.has(word) || [...word].some((sign) => list.signs.has(sign))).length,
    ]),
  );
  const score = scores.get(name) ?? 0;
  return score > 0 && [...scores.values()].every((other) => other <= score);
}

/** Whether `isIn` can tell this language. */
export const isKnown = (language: string): boolean =>
  wordsByLanguage.has(nameOf(language)) || Object.hasOwn(scripts, nameOf(language));
