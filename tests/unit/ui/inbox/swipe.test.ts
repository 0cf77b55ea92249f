import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { swipe, swipeMeaning, type SwipeAction } from '../../../../src/ui/inbox/swipe.ts';

class FakeElement extends EventTarget {
  readonly style = { translate: '' };
  readonly clientWidth = 320;
  readonly captured: number[] = [];
  readonly #control: boolean;

  constructor(control = false) {
    super();
    this.#control = control;
  }

  closest() {
    return this.#control ? this : null;
  }

  setPointerCapture(id: number) {
    this.captured.push(id);
  }
}

beforeEach(() => void vi.stubGlobal('Element', FakeElement));
afterEach(() => void vi.unstubAllGlobals());

type Pointer = Partial<Pick<PointerEvent, 'pointerType' | 'isPrimary' | 'pointerId'>> & {
  target?: EventTarget;
};

function setUp({ still = false } = {}) {
  const node = new FakeElement();
  const done: SwipeAction[] = [];
  const stop = swipe({ onswipe: (action) => done.push(action), still: () => still })(
    node as unknown as HTMLElement,
  );
  const point = (type: string, clientX: number, clientY: number, more: Pointer = {}) => {
    const event = new Event(type);
    const values = { pointerId: 1, pointerType: 'touch', isPrimary: true, clientX, clientY, ...more };
    for (const [key, value] of Object.entries(values)) Object.defineProperty(event, key, { value });
    node.dispatchEvent(event);
  };
  const drag = (to: [number, number], more?: Pointer) => {
    point('pointerdown', 100, 100, more);
    point('pointermove', 100 + to[0] / 2, 100 + to[1] / 2, more);
    point('pointermove', 100 + to[0], 100 + to[1], more);
    point('pointerup', 100 + to[0], 100 + to[1], more);
  };
  return { node, done, stop, point, drag };
}

describe('what a swipe means', () => {
  it('opens to the right and asks to reject to the left, and nothing else', () => {
    expect(swipeMeaning(100, 0, 400)).toBe('open');
    expect(swipeMeaning(-100, 0, 400)).toBe('reject');
    const meanings = new Set<string | undefined>();
    for (let dx = -400; dx <= 400; dx += 20)
      for (let dy = -400; dy <= 400; dy += 20) meanings.add(swipeMeaning(dx, dy, 320));
    expect([...meanings].sort()).toEqual(['open', 'reject', undefined]);
  });

  it('means nothing where it is short or goes up or down', () => {
    expect(swipeMeaning(80, 0, 400)).toBeUndefined();
    expect(swipeMeaning(-80, 0, 400)).toBeUndefined();
    expect(swipeMeaning(100, 60, 400)).toBeUndefined();
    expect(swipeMeaning(0, 300, 400)).toBeUndefined();
    expect(swipeMeaning(60, 0, 150)).toBe('open');
  });
});

describe('a card that is swiped', () => {
  it('follows the finger, acts once it is let go, and goes back', () => {
    const { node, done, point } = setUp();
    point('pointerdown', 200, 100);
    point('pointermove', 100, 104);
    expect(node.style.translate).toBe('-100px');
    point('pointermove', 10, 104);
    expect(node.style.translate).toBe('-120px');
    expect(node.captured).toEqual([1]);
    expect(done).toEqual([]);
    point('pointerup', 80, 104);
    expect(done).toEqual(['reject']);
    expect(node.style.translate).toBe('');
  });

  it('stays where it is for whom nothing should move', () => {
    const { node, done, point } = setUp({ still: true });
    point('pointerdown', 100, 100);
    point('pointermove', 220, 100);
    expect(node.style.translate).toBe('');
    point('pointerup', 220, 100);
    expect(done).toEqual(['open']);
  });

  it('leaves scrolling to the page, also when the finger turns aside later', () => {
    const { node, done, point } = setUp();
    point('pointerdown', 100, 100);
    point('pointermove', 104, 140);
    point('pointermove', 260, 140);
    point('pointerup', 260, 140);
    expect(done).toEqual([]);
    expect(node.style.translate).toBe('');
  });

  it('does nothing after the browser took the finger away', () => {
    const { node, done, point } = setUp();
    point('pointerdown', 100, 100);
    point('pointermove', 220, 100);
    point('pointercancel', 220, 100);
    point('pointerup', 220, 100);
    expect(done).toEqual([]);
    expect(node.style.translate).toBe('');
  });

  it('minds neither a mouse, nor a second finger, nor a start on a button', () => {
    const { done, drag } = setUp();
    drag([120, 0], { pointerType: 'mouse' });
    drag([120, 0], { isPrimary: false });
    drag([-120, 0], { target: new FakeElement(true) });
    expect(done).toEqual([]);
    drag([120, 0], { pointerType: 'pen' });
    drag([-120, 0], { target: new FakeElement() });
    expect(done).toEqual(['open', 'reject']);
  });

  it('ends with its card', () => {
    const { done, stop, drag } = setUp();
    stop();
    drag([120, 0]);
    expect(done).toEqual([]);
  });
});
