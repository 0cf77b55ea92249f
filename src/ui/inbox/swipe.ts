/** Approving is not among them: that is always the button. */
export type SwipeAction = 'open' | 'reject';

interface SwipeDeps {
  onswipe(action: SwipeAction): void;
  /** True where nothing should move: the card then stays where it is. */
  still(): boolean;
}

/** In CSS pixels: what is less has no direction yet. */
const slack = 10;
/** In CSS pixels; on a narrow card a third of its width is enough. */
const far = 88;
/** In CSS pixels: a card follows the finger no further. */
const most = 120;

/** What a movement of a finger means: to the right opens, to the left asks whether to reject. */
export function swipeMeaning(dx: number, dy: number, width: number): SwipeAction | undefined {
  if (Math.abs(dx) < Math.min(far, width / 3) || !isSideways(dx, dy)) return undefined;
  return dx > 0 ? 'open' : 'reject';
}

/** Lets a card be swiped by a finger or a pen. Up and down stays with the page, by `touch-action: pan-y`. */
export function swipe({ onswipe, still }: SwipeDeps): (node: HTMLElement) => () => void {
  return (node) => {
    let start: { id: number; x: number; y: number; sideways: boolean } | undefined;

    function down(event: PointerEvent) {
      if (event.pointerType === 'mouse' || !event.isPrimary || isControl(event.target)) return;
      start = { id: event.pointerId, x: event.clientX, y: event.clientY, sideways: false };
    }

    function move(event: PointerEvent) {
      if (start?.id !== event.pointerId) return;
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      if (!start.sideways && Math.max(Math.abs(dx), Math.abs(dy)) > slack) {
        if (!isSideways(dx, dy)) return end();
        start.sideways = true;
        node.setPointerCapture(event.pointerId);
      }
      if (start.sideways && !still()) node.style.translate = `${Math.max(-most, Math.min(most, dx))}px`;
    }

    function up(event: PointerEvent) {
      if (start?.id !== event.pointerId) return;
      const { sideways, x, y } = start;
      end();
      const action = swipeMeaning(event.clientX - x, event.clientY - y, node.clientWidth);
      if (sideways && action !== undefined) onswipe(action);
    }

    function end() {
      start = undefined;
      node.style.translate = '';
    }

    const leaving = new AbortController();
    const { signal } = leaving;
    node.addEventListener('pointerdown', down, { signal });
    node.addEventListener('pointermove', move, { signal });
    node.addEventListener('pointerup', up, { signal });
    node.addEventListener('pointercancel', end, { signal });
    return () => leaving.abort();
  };
}

const isSideways = (dx: number, dy: number) => Math.abs(dx) >= 2 * Math.abs(dy);

/** Where a finger does something else already. */
const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, input, textarea, select, summary, dialog') !== null;
