import type { LearnedTool } from '../learned/state.ts';
import { familiesOf } from './families.ts';
import { normalise } from './normalise.ts';
import type { Finding } from './report.ts';
import { secretsIn } from './secrets.ts';
import type { ToolTokens } from './tool-tokens.ts';
import { weakeningOf } from './weakening.ts';

/** Words about how the assistant changes, in any text of a tool. */
const aboutLearning =
  /\b(?:guard-?rails?|ledger|proposals?|approv(?:e|es|ed|al|als|ing)|learn(?:s|ed|ing)?|self-modif\w*|safeguards?|system prompt|owner consents?|sandbox)\b/i;
const aboutRules =
  /\b(?:ignor(?:e|es|ing)|disregard\w*|overrid\w*|bypass\w*|forget|change|rewrite|add to) (?:\w+ ){0,3}(?:rules?|instructions?|prompts?|restrictions?|limits?|memor(?:y|ies))\b/i;

/** Zero-width, bidirectional and tag characters: code that reads otherwise than it runs (CVE-2021-42574). */
const invisible =
  /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]|(?![\n\r\t])\p{Cc}/u;

export const invisibleIn = (text: string): boolean => invisible.test(text);

/** "The path of a file", "Whether to sort": says what something is, and asks for nothing. */
const nounPhrase =
  /^(?:an?|the|one|each|every|all|which|whether|how|what|who|when|where|names?|paths?|numbers?|texts?|lists?|dates?|amounts?|minutes?|hours?|days?)\b/i;
const shortPhrase = 8;

/**
 * Descriptions inside the schemas: the model reads them like the tool's own. They are often no sentences, and the classifier was trained on sentences
 * ("A file in the workspace." is nothing bad): what shows that a guardrail is weakened blocks, other doubts warn, and a short name of a thing
 * is let through.
 */
export const schemaWordFindings = (
  { input, output }: LearnedTool,
  describe: (text: string) => readonly Finding[],
): Finding[] =>
  [...new Set([...descriptionsIn(input), ...descriptionsIn(output)])].flatMap((words) =>
    describe(words)
      .filter(({ severity, layer }) => severity === 'block' && layer !== 'duplicates')
      .flatMap((finding): Finding[] => {
        if (finding.guardrail === 'meta' || !['classifier', 'protected'].includes(finding.layer))
          return [finding];
        const isName = nounPhrase.test(words) && words.trim().split(/\s+/).length <= shortPhrase;
        return isName && weakeningOf(words).score < 2 ? [] : [{ ...finding, severity: 'warn' }];
      }),
  );

/** Words about rules, learning or approval, in what the model or the person reads. */
export function metaFindings(tool: LearnedTool, tokens: ToolTokens): Finding[] {
  const texts = [
    tool.description,
    tool.name.replaceAll('_', ' '),
    ...stringsIn([tool.input, tool.output]),
    ...writtenTexts(tokens),
  ];
  const words = texts.flatMap((text) => {
    const found = metaWords(text);
    return found === undefined ? [] : [found];
  });
  if (words.length === 0) return [];
  return [
    {
      layer: 'protected',
      severity: 'block',
      guardrail: 'owner-consents',
      words: [...new Set(words)],
      sentence: 'It speaks of rules, learning or approval, and no tool has to do with those.',
      remedy: 'Leave that part out.',
    },
  ];
}

function metaWords(text: string): string | undefined {
  if (text === '') return undefined;
  // What is hidden is read too; a text longer than a rule is no finding here.
  const { plain, hidden } = normalise(text);
  for (const reading of [plain, ...hidden]) {
    const found = aboutLearning.exec(reading)?.[0] ?? aboutRules.exec(reading)?.[0];
    if (found !== undefined) return found;
    const families = familiesOf(reading);
    if (families.has('meta') && families.has('owner-consents')) return families.get('meta')?.[0];
  }
  return undefined;
}

/** Secrets in any text of a tool, also one that was cut in pieces. */
export function secretFindings(tool: LearnedTool, tokens: ToolTokens): Finding[] {
  const written = writtenTexts(tokens);
  const texts = [
    tool.description,
    tool.body,
    ...written,
    written.join(''),
    ...stringsIn([tool.input, tool.output, tool.examples]),
  ];
  const byKind = new Map(texts.flatMap(secretsIn).map((secret) => [secret.kind, secret]));
  return [...byKind.values()].map(({ kind, words }) => ({
    layer: 'private',
    severity: 'block',
    guardrail: 'no-credentials',
    words: [words],
    sentence: `It holds ${kind}.`,
    remedy: 'Take the secret out: Assent keeps none.',
  }));
}

const writtenTexts = ({ tokens }: ToolTokens): string[] =>
  tokens
    .filter(({ kind }) => ['string', 'template', 'comment', 'regex'].includes(kind))
    .map(({ text }) => text);

/** Every text in a value, names of properties included. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)]);
}

function descriptionsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, inner]) =>
    key === 'description' && typeof inner === 'string' ? [inner] : descriptionsIn(inner),
  );
}
