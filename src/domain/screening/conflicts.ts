import type { Scope } from '../learned/scope.ts';
import type { Analysis } from './pair-analysis.ts';
import type { Relate } from './pair-relation.ts';
import type { Finding, ScreeningContext } from './report.ts';

type Item = ScreeningContext['active'][number];

/** How sure the trained relation must be before it calls two texts the same in other words, or blocks one for the other. */
const sure = 0.6;

/** Layer 7, and the part of layer 6 that other words cannot hide: how a text stands to each active item of its scope. */
export function pairFindings(
  mine: { analysis: Analysis; scope: Scope },
  active: readonly Item[],
  analysedOf: (item: Item) => Analysis,
  relate: Relate,
): Finding[] {
  return active.flatMap((item): Finding[] => {
    if (item.kind === 'tool' || item.scope !== mine.scope) return [];
    const other = analysedOf(item);
    if (other.key === mine.analysis.key) return [];
    const { relation, probability } = relate(mine.analysis, other);
    if (relation === 'conflict')
      return [
        {
          layer: 'conflicts',
          severity: probability >= sure ? 'block' : 'warn',
          words: [],
          sentence: `It ${probability >= sure ? 'contradicts' : 'may contradict'} “${item.text}”.`,
          remedy: 'Retire the other one, edit this one, or narrow it to an occasion.',
          itemId: item.id,
        },
      ];
    if (relation !== 'duplicate' || probability < sure) return [];
    return [
      {
        layer: 'duplicates',
        severity: 'warn',
        words: [],
        sentence: `It says the same as “${item.text}”.`,
        remedy: 'Retire the other one, or say what is new.',
        itemId: item.id,
      },
    ];
  });
}
