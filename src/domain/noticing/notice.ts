import type { LinearWeights } from '../text/linear-classifier.ts';
import type { Candidate, Noticed, TurnToRead } from './candidate.ts';
import { isHighStakes } from './topics.ts';

export function createNoticer(_weights?: LinearWeights) {
  return {
    isHighStakes,
    notice({ text }: TurnToRead): Noticed {
      if (isHighStakes(text)) return { kind: 'nothing', reason: 'high-stakes' };
      const unit = /\b(metric|imperial)\b/i.exec(text);
      if (unit && /\b(?:always|from now on|prefer)\b/i.test(text)) {
        const candidate: Candidate = { item: 'preference', kind: 'standing', slot: 'units', value: (unit[1] ?? '').toLowerCase(), scope: 'always', polarity: 'for', explicit: true, quote: text };
        return { kind: 'candidates', candidates: [candidate] };
      }
      return { kind: 'nothing', reason: 'nothing-said' };
    },
    agreeing: () => undefined,
  };
}
