import type { MintTap, Tap, TapAction } from '../domain/tap.ts';

export interface TapperDeps {
  mint: MintTap;
  /** Where the browser does not tell, the trusted event alone counts. */
  activation: Pick<UserActivation, 'isActive'> | undefined;
}

/** The consent of a person to `action` on exactly `subject`, or undefined if the event is not a person's click. */
export type Tapper = (event: Event, action: TapAction, subject: string) => Tap | undefined;

/**
 * Makes taps from clicks: only from a trusted one that is being dispatched right now, by a person who is there, and only
 * one from each. What a script dispatches, what is kept for later and what is played again gives none, and whatever it
 * was for is refused by the store.
 */
export function createTapper({ mint, activation }: TapperDeps): Tapper {
  const spent = new WeakSet<Event>();
  return (event, action, subject) => {
    const isLive = event.type === 'click' && event.isTrusted && event.eventPhase !== 0;
    if (!isLive || activation?.isActive === false || spent.has(event)) return undefined;
    spent.add(event);
    return mint(action, subject);
  };
}
