import { describe, expect, it } from 'vitest';
import { createPacer } from '../../../../src/ui/markdown/pacer.ts';

/** Time passes only where a test says so. */
function setUp() {
  let time = 1000;
  const due: { run: () => void; at: number }[] = [];
  const pacer = createPacer({ now: () => time, later: (run, ms) => due.push({ run, at: time + ms }) });
  return {
    pacer,
    spend: (ms: number) => (time += ms),
    /** Runs what is due within `ms`. */
    pass(ms: number) {
      const end = time + ms;
      for (
        let next = due.findIndex(({ at }) => at <= end);
        next !== -1;
        next = due.findIndex(({ at }) => at <= end)
      ) {
        const [job] = due.splice(next, 1);
        if (!job) break;
        time = Math.max(time, job.at);
        job.run();
      }
      time = Math.max(time, end);
    },
    turns: () => due.length,
    turn: () => due.shift()?.run(),
  };
}

describe('createPacer', () => {
  it('renders only the newest of what was asked', () => {
    const { pacer, pass } = setUp();
    const shown: string[] = [];
    const place = pacer.place();
    place.ask(() => shown.push('a'), true);
    place.ask(() => shown.push('b'), true);
    pass(10);
    expect(shown).toEqual(['b']);
  });

  it('leaves at least 50 ms between two looks at a growing answer, and more after a slow one', () => {
    const { pacer, pass, spend } = setUp();
    const place = pacer.place();
    let count = 0;
    const render = (cost: number) => () => {
      count += 1;
      spend(cost);
    };
    place.ask(render(0), true);
    pass(0);
    place.ask(render(30), true);
    pass(49);
    expect(count).toBe(1);
    pass(1);
    expect(count).toBe(2);
    place.ask(render(0), true);
    pass(119);
    expect(count).toBe(2);
    pass(1);
    expect(count).toBe(3);
  });

  it('shows the end of an answer at once', () => {
    const { pacer, pass } = setUp();
    const place = pacer.place();
    let shown = '';
    place.ask(() => (shown = 'part'), true);
    pass(0);
    place.ask(() => (shown = 'whole'), false);
    pass(0);
    expect(shown).toBe('whole');
  });

  it('lets the page breathe between many answers', () => {
    const { pacer, spend, turn, turns } = setUp();
    let count = 0;
    for (let index = 0; index < 10; index += 1) {
      pacer.place().ask(() => {
        count += 1;
        spend(8);
      }, false);
    }
    expect(turns()).toBe(1);
    turn();
    expect(count).toBe(2);
    turn();
    expect(count).toBe(4);
  });

  it('renders what is short at once, but not more of it than the page has time for', () => {
    const { pacer, pass, spend, turns } = setUp();
    let count = 0;
    const short = () => {
      count += 1;
      spend(5);
    };
    for (let index = 0; index < 5; index += 1) pacer.place().now(short);
    expect(count).toBe(3);
    expect(turns()).toBe(1);
    pass(100);
    expect(count).toBe(5);
    pacer.place().now(short);
    expect(count).toBe(6);
  });

  it('lets what waits go first', () => {
    const { pacer, pass } = setUp();
    const shown: string[] = [];
    pacer.place().ask(() => shown.push('first'), false);
    pacer.place().now(() => shown.push('second'));
    expect(shown).toEqual([]);
    pass(0);
    expect(shown).toEqual(['first', 'second']);
  });

  it('forgets an answer that has left the page', () => {
    const { pacer, pass } = setUp();
    const place = pacer.place();
    let shown = false;
    place.ask(() => (shown = true), false);
    place.leave();
    pass(100);
    expect(shown).toBe(false);
  });
});
