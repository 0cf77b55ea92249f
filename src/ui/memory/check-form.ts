import type { Check } from '../../domain/sandbox/check.ts';

/** What a person may check, in the order of the list. */
export const checkChoices = {
  contains: 'Must contain',
  lacks: 'Must not contain',
  'most words': 'At most so many words',
  'least words': 'At least so many words',
  'most sentences': 'At most so many sentences',
  'most bullets': 'At most so many bullets',
  starts: 'Must start with',
  ends: 'Must end with',
  language: 'Must be in this language',
  json: 'Must be JSON',
  confirms: 'Must ask before it acts',
  matches: 'Must match a pattern',
} as const;

export type CheckChoice = keyof typeof checkChoices;

/** What the fields say. */
export interface CheckForm {
  choice: CheckChoice;
  value: string;
}

export const needsValue = (choice: CheckChoice): boolean => choice !== 'json' && choice !== 'confirms';
export const isCount = (choice: CheckChoice): boolean => /^(?:most|least) /.test(choice);

/** The check that the fields stand for; undefined while they say nothing. */
export function checkOf({ choice, value }: CheckForm): Check | undefined {
  const text = value.trim();
  if (needsValue(choice) && text === '') return undefined;
  const count = Number(text);
  switch (choice) {
    case 'contains':
    case 'lacks':
    case 'starts':
    case 'ends':
      return { kind: choice, text };
    case 'most words':
    case 'most sentences':
    case 'most bullets': {
      const unit = choice === 'most words' ? 'words' : choice === 'most sentences' ? 'sentences' : 'bullets';
      return { kind: 'at-most', unit, count };
    }
    case 'least words':
      return { kind: 'at-least', unit: 'words', count };
    case 'language':
      return { kind: 'language', language: text };
    case 'json':
    case 'confirms':
      return { kind: choice };
    case 'matches':
      return { kind: 'matches', pattern: text };
  }
}

/** The fields for a check; what they cannot say becomes "must contain" with nothing in it. */
export function formOf(check: Check | undefined): CheckForm {
  switch (check?.kind) {
    case 'contains':
    case 'lacks':
    case 'starts':
    case 'ends':
      return { choice: check.kind, value: check.text };
    case 'at-most':
      return { choice: `most ${check.unit}`, value: `${check.count}` };
    case 'at-least':
      return check.unit === 'words' ? { choice: 'least words', value: `${check.count}` } : empty;
    case 'language':
      return { choice: 'language', value: check.language };
    case 'json':
    case 'confirms':
      return { choice: check.kind, value: '' };
    case 'matches':
      return { choice: 'matches', value: check.pattern };
    default:
      return empty;
  }
}

/** A check that an answer as it stands passes, for the person to change: its words where it is short, else its length. */
export function suggestForm(answer: string): CheckForm {
  const words = answer.trim().split(/\s+/);
  const [only] = /\b\d+(?:[.,]\d+)?\b/.exec(answer) ?? [];
  if (words.length <= 4) return { choice: 'contains', value: answer.trim().replace(/[.!]+$/, '') };
  if (words.length <= 12 && only !== undefined) return { choice: 'contains', value: only };
  return { choice: 'most words', value: `${Math.ceil((words.length * 1.2) / 10) * 10}` };
}

const empty: CheckForm = { choice: 'contains', value: '' };
