/** How long one run may hold the page, and how long a growing answer waits between two runs at least. In milliseconds. */
const budget = 12;
const rest = 50;

export interface PacerDeps {
  now(): number;
  /** Calls back after at least `ms`, between two frames. */
  later(run: () => void, ms: number): void;
}

/** One answer's place in the queue. Asking again replaces what was asked before. */
export interface Place {
  ask(render: () => void, growing: boolean): void;
  /** Renders without waiting for a frame, as long as little was rendered so of late; else asks. For what is whole and short. */
  now(render: () => void): void;
  leave(): void;
}

interface Waiting {
  render: () => void;
  /** Not before this time. */
  due: number;
}

/**
 * Renders answers one after another and lets the page breathe between them: opening a long conversation, or a fast
 * model, never holds it for longer than one answer's piece. An answer that is slow to render is asked less often.
 */
export function createPacer(deps: PacerDeps): { place(): Place } {
  const waiting = new Map<object, Waiting>();
  let scheduled = false;
  let direct = { since: -Infinity, spent: 0 };

  function schedule(): void {
    if (scheduled || waiting.size === 0) return;
    scheduled = true;
    const next = Math.min(...[...waiting.values()].map(({ due }) => due));
    deps.later(run, Math.max(0, next - deps.now()));
  }

  function run(): void {
    scheduled = false;
    const start = deps.now();
    for (const [place, { render, due }] of waiting) {
      if (due > deps.now()) continue;
      waiting.delete(place);
      render();
      if (deps.now() - start > budget) break;
    }
    schedule();
  }

  return {
    place() {
      const place = {};
      let free = 0;
      return {
        ask(render, growing) {
          const paced = () => {
            const start = deps.now();
            render();
            const cost = deps.now() - start;
            free = deps.now() + Math.max(rest, 4 * cost);
          };
          waiting.set(place, { render: paced, due: growing ? free : 0 });
          schedule();
        },
        now(render) {
          const start = deps.now();
          if (start - direct.since > rest) direct = { since: start, spent: 0 };
          if (waiting.size > 0 || direct.spent >= budget) {
            this.ask(render, false);
            return;
          }
          render();
          direct.spent += deps.now() - start;
        },
        leave: () => waiting.delete(place),
      };
    },
  };
}

/** The page's one queue. */
export const pacer = createPacer({
  now: () => performance.now(),
  later: (run, ms) => {
    if (ms > 0) setTimeout(run, ms);
    else if (document.hidden) setTimeout(run);
    else requestAnimationFrame(() => run());
  },
});
