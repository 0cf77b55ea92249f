/** What a secret is called, and how it looks. The list is public: gitleaks' and the makers' own descriptions. */
const patterns: readonly [string, RegExp][] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY/],
  ['an access key', /\b(?:AKIA|ASIA|AROA)[A-Z0-9]{16}\b/],
  ['an API key', /\bsk-(?:[a-z]+-)*[A-Za-z0-9_-]{16,}/],
  ['an API key', /\b[srp]k_(?:live|test)_[A-Za-z0-9]{10,}/],
  [
    'a token',
    /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{30,}|hf_[A-Za-z0-9]{20,}|xox[abeprs]-[\w-]{10,})/,
  ],
  ['an API key', /\bAIza[\w-]{30,}/],
  ['a signed token', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/],
  ['a password', /\/\/[^\s/:@]+:[^\s/@]+@/],
  [
    'a password',
    /\b(?:pass(?:word|phrase|code)?|pwd|pin|secret|token|api[- _]?key|access[- _]?key|pin code|door code|alarm code)\b(?: (?:for|of|to|on) [\p{L}\p{N} .'-]{1,30}?)?\s*(?:is|are|=|:)\s*["'“]?(?=\S*[\d!@#$%^&*_])[^\s"'”]{4,}/iu,
  ],
];

export interface Secret {
  kind: string;
  words: string;
}

/** Secrets that stand in a text. */
export function secretsIn(text: string): Secret[] {
  const found = patterns.flatMap(([kind, pattern]): Secret[] => {
    const words = pattern.exec(text)?.[0];
    return words === undefined ? [] : [{ kind, words }];
  });
  for (const [run] of text.matchAll(/(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g))
    if (isCardNumber(run.replace(/\D/g, ''))) found.push({ kind: 'a card number', words: run });
  return found;
}

/** The check of ISO/IEC 7812 (Luhn 1960). */
export function isCardNumber(digits: string): boolean {
  if (digits.length < 13 || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
