/** The guardrail “no-credentials” on what goes into a tool: a secret is masked before anything is done with it. */
import type { Json } from '../canonical-json.ts';
import { secretsIn } from '../screening/secrets.ts';

export interface Masked {
  input: Json;
  /** "an API key", each kind once. */
  kinds: string[];
}

const mask = '••••••';

/** `input` with every secret in its strings and names masked. */
export function maskSecrets(input: Json): Masked {
  const kinds = new Set<string>();
  const inText = (text: string): string => {
    let clean = text;
    // Each pattern finds its first match only; what is masked is not found again.
    for (let found = secretsIn(clean); found.length > 0; found = secretsIn(clean)) {
      const before = clean;
      for (const { kind, words } of found) {
        kinds.add(kind);
        clean = clean.replaceAll(words, mask);
      }
      if (clean === before) break;
    }
    return clean;
  };
  const inside = (value: Json): Json => {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(inside);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [inText(name), inside(part ?? null)]),
    );
  };
  return { input: inside(input), kinds: [...kinds] };
}
