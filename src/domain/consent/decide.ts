import { preferenceKey } from '../learned/item-key.ts';
import { bounds, type ItemKind, type LearnedItem } from '../learned/state.ts';
import type { ConsumeTap, Tap, TapAction } from '../tap.ts';
import type { LearningRefusal } from './refusal.ts';
import type { ProposalLife } from './proposal.ts';

type Keyed = Pick<LearnedItem, 'kind' | 'scope' | 'slot' | 'text'>;

/** The active items that give way to a new one: other values of the same slot and scope, and the tool of the same name. */
export function replacedBy(items: readonly LearnedItem[], added: Keyed): LearnedItem[] {
  if (added.kind === 'tool') {
    const name = toolNameIn(added.text);
    return items.filter(
      (item) => item.kind === 'tool' && name !== undefined && toolNameIn(item.text) === name,
    );
  }
  if (added.kind !== 'preference' || added.slot === undefined || added.slot === 'free') return [];
  const key = keyOf(added);
  return items.filter((item) => item.kind === 'preference' && keyOf(item) === key);
}

/** The active item that says the very same. */
export function sameAs(items: readonly LearnedItem[], added: Keyed): LearnedItem | undefined {
  const print = printOf(added);
  return items.find((item) => printOf(item) === print);
}

/** Two texts with the same print say the same: case, spaces and the full stop at the end do not count, but in code they do. */
export function printOf({ kind, scope, slot = 'free', text }: Keyed): string {
  if (kind === 'tool') return [kind, scope, slot, text].join('\n');
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s.]+$/, '')
    .trim();
  return [kind, scope, slot, folded].join('\n');
}

/** Uses up a tap. Undefined if it is for exactly this. */
export function tapRefusal(
  consume: ConsumeTap,
  tap: Tap | undefined,
  action: TapAction,
  subject: string,
): LearningRefusal | undefined {
  if (tap === undefined)
    return { kind: 'no-tap', sentence: 'Nothing was changed: this needs your own press of the button.' };
  switch (consume(tap, action, subject)) {
    case 'valid':
      return undefined;
    case 'used':
      return { kind: 'no-tap', sentence: 'Nothing was changed: this press was used already. Press again.' };
    case 'other':
      return {
        kind: 'stale',
        sentence: 'Nothing was changed: this is not what was shown. Look at it again.',
      };
  }
}

/** Why a proposal cannot be decided any more. */
export function decidedRefusal(life: ProposalLife, version: number | undefined): LearningRefusal | undefined {
  switch (life) {
    case 'open':
    case 'blocked':
      return undefined;
    case 'approved':
      return {
        kind: 'decided',
        sentence: `This was approved already${version === undefined ? '' : `, in version ${version}`}.`,
        ...(version !== undefined && { version }),
      };
    case 'rejected':
      return { kind: 'decided', sentence: 'This was rejected already.' };
    case 'expired':
      return { kind: 'decided', sentence: 'This has expired.' };
  }
}

const names: Record<ItemKind, [string, string]> = {
  preference: ['preferences', 'preference'],
  rule: ['rules', 'rule'],
  tool: ['tools', 'tool'],
};

/** A list that would grow over its bound refuses, and asks which item to retire. Nothing is evicted silently. */
export function boundsRefusal(
  staying: readonly LearnedItem[],
  added: readonly { kind: ItemKind }[],
): LearningRefusal | undefined {
  for (const kind of ['preference', 'rule', 'tool'] as const) {
    const items = staying.filter((item) => item.kind === kind);
    const over = items.length + added.filter((item) => item.kind === kind).length - bounds[kind];
    if (over <= 0 || !added.some((item) => item.kind === kind)) continue;
    const [many, one] = names[kind];
    const sentence =
      over === 1
        ? `There is room for ${bounds[kind]} ${many}, and all are in use. Choose a ${one} to retire.`
        : `There is room for ${bounds[kind]} ${many}: ${over} too many. Approve fewer, or retire some first.`;
    return { kind: 'full', sentence, items };
  }
  return undefined;
}

/** The name in the text of a tool; undefined for what is none. */
export function toolNameIn(text: string): string | undefined {
  try {
    const { name } = JSON.parse(text) as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

const keyOf = ({ scope, slot = 'free', text }: Keyed): string => preferenceKey({ scope, slot, text });
