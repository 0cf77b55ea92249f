import { describe, expect, it } from 'vitest';
import { createTapRegister } from '../../../src/domain/tap.ts';
import { createTapper } from '../../../src/ui/tap.ts';

const present = { isActive: true };

function click(change: Partial<Event> = {}): Event {
  return { type: 'click', isTrusted: true, eventPhase: 3, ...change } as Event;
}

function setUp({ activation }: { activation: { isActive: boolean } | undefined } = { activation: present }) {
  let nonces = 0;
  const register = createTapRegister({ newNonce: () => `n${++nonces}`, sha256: (text) => `hash of ${text}` });
  return { ...register, tap: createTapper({ mint: register.mint, activation }) };
}

describe('the tapper', () => {
  it('turns a click into consent to exactly what was shown', () => {
    const { tap, consume } = setUp();
    const consent = tap(click(), 'approve', 'these words');
    expect(consent).toMatchObject({ action: 'approve', subjectHash: 'hash of these words' });
    if (consent) expect(consume(consent, 'approve', 'these words')).toBe('valid');
  });

  it.each([
    ['a synthetic event', { isTrusted: false }],
    ['an event that was kept for later', { eventPhase: 0 }],
    ['an event that is not a click', { type: 'pointerdown' }],
    ['a key', { type: 'keydown' }],
  ])('gives nothing for %s', (_, change) => {
    expect(setUp().tap(click(change), 'approve', 'x')).toBeUndefined();
  });

  it('gives nothing when nobody is there', () => {
    const activation = { isActive: false };
    const { tap } = setUp({ activation });
    expect(tap(click(), 'approve', 'x')).toBeUndefined();
    activation.isActive = true;
    expect(tap(click(), 'approve', 'x')).toBeDefined();
  });

  it('gives one tap for one click', () => {
    const { tap } = setUp();
    const event = click();
    expect(tap(event, 'approve', 'x')).toBeDefined();
    expect(tap(event, 'approve', 'x')).toBeUndefined();
    expect(tap(event, 'retire', 'y')).toBeUndefined();
    expect(tap(click(), 'retire', 'y')).toBeDefined();
  });

  it('does not count a refused event as used, nor a synthetic one as a first', () => {
    const { tap } = setUp();
    const event = { type: 'click', isTrusted: true, eventPhase: 0 };
    expect(tap(event as Event, 'approve', 'x')).toBeUndefined();
    event.eventPhase = 3;
    expect(tap(event as Event, 'approve', 'x')).toBeDefined();
  });

  it('trusts the event alone where the browser knows no activation', () => {
    expect(setUp({ activation: undefined }).tap(click(), 'approve', 'x')).toBeDefined();
    expect(setUp({ activation: undefined }).tap(click({ isTrusted: false }), 'approve', 'x')).toBeUndefined();
  });
});
