import type { Ids } from './ports.ts';

/** What a person may consent to. Each changes behaviour, deletes for good, or lets a tool do what loses something. */
export type TapAction = 'approve' | 'add' | 'retire' | 'restore' | 'forget' | 'confirm';

/** One consent, for one action on exactly what was shown. Worthless once used. */
export interface Tap {
  readonly action: TapAction;
  /** SHA-256 of the subject: the canonical JSON of what was shown (`consent/subjects.ts`). */
  readonly subjectHash: string;
  readonly nonce: string;
}

/** SHA-256 of the UTF-8 bytes of a text, in hex. Synchronous: it is called inside transactions. */
export type Sha256 = (text: string) => string;

/** Makes taps. Only `ui/tap.ts` may hold one, and calls it only for a trusted event of a person. */
export type MintTap = (action: TapAction, subject: string) => Tap;

/**
 * `used`: never minted here, or consumed before. `other`: minted for another action or another text.
 * A tap is used up whatever the answer is.
 */
export type ConsumeTap = (tap: Tap, action: TapAction, subject: string) => 'valid' | 'used' | 'other';

/** The two ends of consent in one tab. `main.ts` hands `mint` to the screens and `consume` to the storage. */
export function createTapRegister({ newNonce, sha256 }: { newNonce: Ids; sha256: Sha256 }): {
  mint: MintTap;
  consume: ConsumeTap;
} {
  const minted = new Map<string, Tap>();
  return {
    mint(action, subject) {
      const tap: Tap = Object.freeze({ action, subjectHash: sha256(subject), nonce: newNonce() });
      minted.set(tap.nonce, tap);
      return tap;
    },
    consume({ nonce }, action, subject) {
      // The register's own copy counts: what the caller brings may have been changed.
      const tap = minted.get(nonce);
      if (tap === undefined) return 'used';
      minted.delete(nonce);
      return tap.action === action && tap.subjectHash === sha256(subject) ? 'valid' : 'other';
    },
  };
}
