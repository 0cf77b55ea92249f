/** Letters of other scripts that look like Latin ones, after NFKC, which folds full-width and mathematical letters already. */
const pairs =
  'аa еe оo рp сc уy хx іi ѕs јj ԁd һh ӏl ԛq ԝw ҽe ɡg ɑa ıi ƅb νv οo ρp αa ιi κk τt υu χx ωw ϲc мm тt нh вb кk пn гr А' +
  'A ВB ЕE КK МM НH ОO РP СC ТT ХX ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX';

const latin = new Map(pairs.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)]));

/** The text with look-alike letters as Latin ones, but only in words that mix scripts or have Latin neighbours throughout. */
export function foldLookAlikes(text: string): string {
  return text.replace(/[\p{L}\p{N}]+/gu, (word) => {
    const folded = [...word].map((letter) => latin.get(letter) ?? letter).join('');
    const wasMixed = /\p{Script=Latin}/u.test(word) && folded !== word;
    const isAllLatinNow = /^[\p{Script=Latin}\p{N}]+$/u.test(folded);
    return wasMixed || (isAllLatinNow && folded !== word && /[a-z]/i.test(text.replace(word, '')))
      ? folded
      : word;
  });
}

const figures: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

/** "d3l3te" as it is meant: figures between letters, for screening only. */
export const foldFigures = (text: string): string =>
  text.replace(/(?<=\p{L})[013457@$]+(?=\p{L})/gu, (run) =>
    [...run].map((sign) => figures[sign] ?? sign).join(''),
  );
