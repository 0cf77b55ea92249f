import type { Scope } from './scope.ts';
import type { Slot } from './slots.ts';

/** What a preference replaces: another value of the same slot and scope. A free preference replaces only its own words. */
export function preferenceKey({ scope, slot, text }: { scope: Scope; slot: Slot; text: string }): string {
  const base = `${scope}/${slot}`;
  return slot === 'free' ? `${base}/${text.normalize('NFKC').toLowerCase().trim()}` : base;
}
