import { guardrails } from '../guardrails.ts';
import { basePrompt } from '../base-prompt.ts';
import { sentenceOf } from '../learned/prompt-lines.ts';
import type { LearnedState } from '../learned/state.ts';

/** Everything learned, one sentence each. Line breaks inside a text become spaces, so that each stays one line. */
export function linesOf({ preferences, rules }: LearnedState): { preferences: string[]; rules: string[] } {
  const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();
  return {
    preferences: preferences.map(({ scope, slot, value }) =>
      oneLine(sentenceOf({ kind: 'preference', scope, slot, text: value })),
    ),
    rules: rules.map(({ scope, text }) => oneLine(sentenceOf({ kind: 'rule', scope, text }))),
  };
}

export function writePlainText(state: LearnedState): string {
  const { preferences, rules } = linesOf(state);
  return [...preferences, ...rules].map((line) => `- ${line}\n`).join('');
}

/** For coding assistants. What could start Markdown or HTML of its own is escaped. */
export function writeAgentsMd(state: LearnedState): string {
  const { preferences, rules } = linesOf(state);
  const escape = (line: string) => line.replace(/[\\`*_<>[\]#|~]/g, '\\$&');
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines.map((line) => `- ${escape(line)}`)];
  return [
    '# AGENTS.md',
    '',
    'Exported from Assent. Each line was approved by its owner.',
    ...part('Preferences', preferences),
    ...part('Rules', rules),
    '',
  ].join('\n');
}

/** The article's file: instructions and learned rules as quoted data, and nothing that could be run. */
export function writeYaml(state: LearnedState): string {
  const { preferences, rules } = linesOf(state);
  const list = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [`${name}: []`] : [`${name}:`, ...lines.map((line) => `  - ${quoted(line)}`)];
  return [
    `system: ${quoted(basePrompt)}`,
    ...list(
      'immutable_rules',
      guardrails.map(({ sentence }) => sentence),
    ),
    ...list('learned_rules', rules),
    ...list('preferences', preferences),
    '',
  ].join('\n');
}

/** A double-quoted YAML scalar: as in JSON, with every sign outside printable ASCII escaped. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
