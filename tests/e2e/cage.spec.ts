/** The cage in a real browser: the built app's own page side, thread and policy, against programs that mean harm. */
import type { Page } from '@playwright/test';
import { threadFile } from '../fixtures/built-app.ts';
import { openCage, runCaged, type Attempt } from './built-cage.ts';
import { articles, expect, send, test } from './fixtures.ts';
import { exposePolicy, startThread, underServiceWorker } from './service-worker.ts';

const msLimit = 1500;
/** A machine busy with other things may be late by itself: the best of so many tries counts. */
const tries = 3;

/** What a program may end as: one of these errors, or one of these values. */
type Ending = { errors: string[] } | { value: unknown };
type Row = [name: string, body: string, ending: Ending];

const errors = (...kinds: string[]): Ending => ({ errors: kinds });
const tooSlow = errors('timeout');
/** A device with less memory or a faster one meets the other bound first. */
const tooMuch = errors('memory', 'timeout');
const throws = errors('code');
const noOutput = errors('output');

const table: Record<string, Row[]> = {
  'what never ends': [
    ['a loop', 'while (true) {}', tooSlow],
    ['a loop that catches all', 'for (;;) { try { for (;;); } catch {} finally { continue; } }', tooSlow],
    [
      'promises that start again when stopped',
      'const f = async () => { for (;;) { try { for (;;); } catch {} } }; const g = () => f().catch(g); return g();',
      tooSlow,
    ],
    ['a loop while its output is written', 'return { toJSON() { for (;;); } };', tooSlow],
    ['a loop while its keys are read', 'return new Proxy({}, { ownKeys() { for (;;); } });', tooSlow],
    ['a loop while its error is read', 'throw { get message() { for (;;); } };', tooSlow],
    ['a loop outside of the function', '}); while (true) {} (function () {', tooSlow],
    // QuickJS asks nobody in these: the page ends the thread.
    [
      'a loop inside the machine',
      'return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);',
      tooSlow,
    ],
    [
      'sorting what is not there',
      'const a = []; a[2 ** 32 - 2] = 1; return a.reverse().sort().length;',
      tooSlow,
    ],
    ['a catastrophic expression', 'return /^(a+)+$/.test("a".repeat(40) + "b");', tooSlow],
    ['another one', 'return /(.*)*x/.test("y".repeat(1e6));', tooSlow],
    [
      'promises after promises',
      'const f = () => { Promise.resolve().then(f); }; f(); return new Promise(() => {});',
      tooSlow,
    ],
    [
      'promises in a flood',
      'const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f(); return new Promise(() => {});',
      tooMuch,
    ],
  ],
  'what grows': [
    ['strings', 'let s = "x"; while (true) s += s;', errors('code', 'memory')],
    ['many strings', 'const a = []; for (let i = 0; ; i += 1) a.push("text ".repeat(1000) + i);', tooMuch],
    ['arrays', 'const a = []; while (true) a.push([1, 2, 3]);', tooMuch],
    ['buffers', 'const a = []; for (;;) a.push(new Uint8Array(65536));', tooMuch],
    ['one huge buffer', 'return new ArrayBuffer(2 ** 31 - 1).byteLength;', errors('memory', 'code')],
    ['a huge array, filled', 'return new Array(2 ** 32 - 1).fill(0);', tooMuch],
    ['a huge join', 'return new Array(2 ** 32 - 1).join("xxxxxxxx");', tooMuch],
    ['a huge join of what is there', 'return "x".repeat(2 ** 24).split("").join("yyyy");', tooMuch],
    ['a replacement in itself', 'let r = "a"; for (;;) r = r.replace(/a/g, "$&$&$`");', tooMuch],
    ['numbers', 'let x = 3n; for (;;) x *= x;', errors('code', 'memory', 'timeout')],
    ['promises', 'for (;;) Promise.resolve().then(() => {});', tooMuch],
    ['an output of 1 GB', 'return "x".repeat(1e9);', errors('memory', 'output')],
    ['an output over 64 KiB', 'return "x".repeat(65535);', noOutput],
    ['an output over 64 KiB in long letters', 'return "€".repeat(30_000);', noOutput],
    ['an error of 10 MB', 'throw "x".repeat(1e7);', errors('code', 'memory')],
  ],
  'what goes deep': [
    ['recursion', 'function f() { return f() + 1; } return f();', throws],
    [
      'recursion that catches',
      'const f = () => { try { return f(); } catch { return f(); } }; return f();',
      throws,
    ],
    [
      'an output',
      'let a = []; for (let i = 0; i < 5000; i += 1) a = [a]; return a;',
      errors('code', 'output'),
    ],
    ['text that is read', 'return JSON.parse("[".repeat(1e6));', throws],
    ['an expression', 'return new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("x");', throws],
    ['code', `return ${'['.repeat(30_000)}${']'.repeat(30_000)};`, throws],
  ],
  'what looks for a way out': [
    ['this', 'return this.constructor.constructor("return globalThis")();', throws],
    ['a constructor', 'return Object.constructor("return globalThis")();', throws],
    ['a constructor of what is later', 'return (async () => {}).constructor("return 1")();', throws],
    ['a constructor of what is many', 'return (function* () {}).constructor("return 1")();', throws],
    [
      'a class of functions',
      'return new (class extends Object.getPrototypeOf(async () => {}).constructor { constructor() { super("return 1"); } })();',
      throws,
    ],
    [
      'a constructor by reflection',
      'return Reflect.construct(input.constructor.constructor, ["return globalThis"]);',
      throws,
    ],
    ['eval', 'return (0, eval)("1");', throws],
    ['import', 'return import("data:text/javascript,1");', throws],
    ['require', 'return require("fs");', throws],
    ['a caller', 'return arguments.callee.caller;', throws],
    ['a timer', 'return setTimeout(() => {}, 1);', throws],
    ['a timer from text', 'return setInterval("1", 1);', throws],
    ['a microtask', 'return queueMicrotask(() => {});', throws],
    ['waiting', 'return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', throws],
    ['the clock', 'return new Date().getTime();', throws],
    ['chance', 'return Math.random();', throws],
    ['closing the function early', '}, globalThis.fetch = 1, function (input, granted) {', throws],
    [
      'objects of the host',
      `return ['self', 'window', 'document', 'process', 'navigator', 'location', 'fetch', 'XMLHttpRequest', 'WebSocket',
        'indexedDB', 'caches', 'postMessage', 'onmessage', 'importScripts', 'Worker', 'BroadcastChannel', 'WebAssembly',
        'console', 'crypto', 'performance', 'std', 'os', 'scriptArgs', 'print', 'gc', 'Date', 'eval', 'WeakRef',
        'FinalizationRegistry'].filter((name) => name in globalThis);`,
      { value: [] },
    ],
    [
      'all that can be reached',
      // Whatever the language itself did not make: only the ban on making functions, and the ban on chance.
      `const seen = new Set(); const foreign = [];
      const visit = (value) => {
        if (Object(value) !== value || seen.has(value)) return;
        seen.add(value);
        if (typeof value === 'function' && !own.has(value) && !/native code/.test(Function.prototype.toString.call(value)))
          foreign.push(value.name);
        for (const key of Reflect.ownKeys(value)) {
          const { value: held, get, set } = Reflect.getOwnPropertyDescriptor(value, key);
          for (const one of [held, get, set]) visit(one);
        }
        visit(Reflect.getPrototypeOf(value));
      };
      const generator = function* () {};
      const own = new Set([visit, generator]);
      for (const one of [globalThis, input, granted, visit, generator, Promise.resolve(), [].values()]) visit(one);
      return [...new Set(foreign)].sort();`,
      { value: ['NoFunction', 'noRandom'] },
    ],
  ],
  'what spoils': [
    [
      'prototypes',
      `Object.prototype.polluted = true; Array.prototype.push = Array.prototype.map = String.prototype.slice = () => { throw 1; };
      Object.prototype.toString = () => 'spoilt'; return { n: 1 };`,
      { value: { n: 1 } },
    ],
    [
      'the way to text',
      'JSON.stringify = () => "1"; Function.prototype.toString = () => ""; return 7;',
      { value: 7 },
    ],
    [
      'what is then',
      'Object.prototype.then = function (f) { f("taken"); }; return { n: 1 };',
      { value: { n: 1 } },
    ],
    ['promises', 'Promise.prototype.then = () => { throw 1; }; return (async () => 1)();', { value: 1 }],
    ['its output alone', 'Object.prototype.toJSON = () => "spoilt"; return [1];', { value: 'spoilt' }],
    [
      'the prototype of what it gives',
      'return JSON.parse(\'{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}\');',
      {
        value: JSON.parse(
          '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
        ) as unknown,
      },
    ],
    ['what is frozen', 'Object.freeze(globalThis); Object.freeze(Object.prototype); return 1;', { value: 1 }],
  ],
  'what is no result': [
    ['nothing', 'return undefined;', noOutput],
    ['a function', 'return () => 1;', noOutput],
    ['a symbol', 'return Symbol("x");', noOutput],
    ['a big number', 'return 1n;', noOutput],
    ['a circle', 'const o = {}; o.o = o; return o;', noOutput],
    ['an object that is undefined as text', 'return { toJSON: () => undefined };', noOutput],
    ['never', 'return new Promise(() => {});', noOutput],
    ['a promise of never', 'return (async () => { await new Promise(() => {}); })();', noOutput],
    ['a thrown null', 'throw null;', throws],
    ['a thrown trap', 'throw new Proxy({}, { get() { throw 1; } });', throws],
    ['a rejection', 'return Promise.reject(new Error("no"));', throws],
    ['no code', 'return `', throws],
    ['no number', 'return NaN;', { value: null }],
  ],
};

test.describe('each ends in time, the app unharmed and the next run fine', () => {
  for (const [group, rows] of Object.entries(table)) {
    test(group, async ({ page, appUrl }) => {
      test.setTimeout(300_000);
      const problems = problemsOf(page);
      await openCage(page, appUrl);
      for (const [name, body, ending] of rows) {
        const { result, ranMs, ticks } = await bestOf(
          page,
          { body },
          'errors' in ending && ending.errors.includes('timeout'),
        );
        if ('errors' in ending) {
          expect(result, name).toMatchObject({
            ok: false,
            error: { sentence: expect.stringMatching(/^.{9,260}$/) },
          });
          expect(ending.errors, name).toContain(result.ok ? 'no error' : result.error.kind);
        } else {
          expect(result, name).toMatchObject({ ok: true });
          expect(result.ok && result.value.output, name).toEqual(ending.value);
        }
        expect(ranMs, name).toBeLessThanOrEqual(msLimit);
        // A run of this length never held the page.
        if ((ranMs ?? 0) > 500) expect(ticks, name).toBeGreaterThan(3);
        await expectFine(page);
      }
      await expectAppAnswers(page);
      expect(problems).toEqual([]);
    });
  }
});

test('what a thread says that fell to its program is not believed', async ({ page, appUrl }) => {
  const problems = problemsOf(page);
  await openCage(page, appUrl);
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const forgeries: [forged: unknown, kind: string][] = [
    [null, 'failed'],
    ['done', 'failed'],
    [{ kind: 'ready' }, 'failed'],
    [{ kind: 'unable' }, 'failed'],
    [{ kind: 'done', output: { n: 1 } }, 'failed'],
    [{ kind: 'fault', fault: { kind: 'harmless' } }, 'failed'],
    [{ kind: 'fault', fault: { kind: 'code', message: { toString: 1 } } }, 'failed'],
    [{ kind: 'done', output: 'undefined' }, 'output'],
    [{ kind: 'done', output: '{"n":' }, 'output'],
    [{ kind: 'done', output: JSON.stringify('€'.repeat(30_000)) }, 'output'],
    [{ kind: 'done', output: 'x'.repeat(10_000_000) }, 'output'],
    [{ kind: 'done', output: nested(30_000) }, 'output'],
    [{ kind: 'fault', fault: { kind: 'code', message: `\u202e${'x'.repeat(100_000)}` } }, 'code'],
  ];
  for (const [forged, kind] of forgeries) {
    const { result } = await runCaged(page, { body: 'while (true) {}', forged });
    const name = JSON.stringify(forged).slice(0, 80);
    expect(result, name).toMatchObject({ ok: false, error: { kind } });
    expect(result.ok ? '' : result.error.sentence, name).toMatch(/^[^\u202e]{9,260}$/);
    await expectFine(page);
  }
  await expectAppAnswers(page);
  expect(problems).toEqual([]);
});

test('too much is not even given to the thread, and many at once do not disturb each other', async ({
  page,
  appUrl,
}) => {
  await openCage(page, appUrl);
  const long = await runCaged(page, { body: `return 1;${' '.repeat(70_000)}` });
  expect(long).toMatchObject({ result: { ok: false, error: { kind: 'code' } } });
  const much = await runCaged(page, { body: 'return 1;', input: 'x'.repeat(5_000_000) });
  expect(much).toMatchObject({ result: { ok: false, error: { kind: 'too-large' } } });
  const [spun, fine] = await Promise.all([
    runCaged(page, { body: 'while (true) {}' }),
    bestOf(page, { body: 'return input + 1;', input: 4 }, false),
  ]);
  expect(spun.result).toMatchObject({ ok: false, error: { kind: 'timeout' } });
  expect(fine.result).toMatchObject({ ok: true, value: { output: 5 } });
});

test('the thread itself holds nothing that reaches storage, other threads or the network', async ({
  page,
  appUrl,
}) => {
  await exposePolicy(page.context());
  await page.goto(appUrl);
  await underServiceWorker(page);
  const thread = await startThread(page, threadFile('cage'));
  const held = await thread.evaluate(async () => {
    const names = [
      ...['indexedDB', 'caches', 'fetch', 'XMLHttpRequest', 'WebSocket', 'WebTransport', 'EventSource'],
      ...['importScripts', 'Worker', 'SharedWorker', 'BroadcastChannel', 'webkitRequestFileSystem'],
    ];
    const ofNavigator = ['storage', 'storageBuckets', 'locks', 'serviceWorker', 'gpu', 'usb'];
    const chain = (one: object): object[] => {
      const above = Object.getPrototypeOf(one) as object | null;
      return above === null ? [one] : [one, ...chain(above)];
    };
    /** Also what a getter on a prototype would still give. */
    const reached = (holder: object, all: string[]) =>
      all.filter((name) =>
        chain(holder).some((owner) => {
          const found = Reflect.getOwnPropertyDescriptor(owner, name);
          return found !== undefined && (found.get !== undefined || found.value !== undefined);
        }),
      );
    return [...reached(globalThis, names), ...reached(navigator, ofNavigator)];
  });
  expect(held).toEqual([]);
  // Not even a script of this origin: from a timer, as in `breakOutOfThread`.
  const imported = await thread.evaluate(
    (url) =>
      new Promise<string>((resolve) =>
        setTimeout(() => {
          import(url).then(
            () => resolve('achieved'),
            () => resolve('refused'),
          );
        }),
      ),
    `${appUrl}${threadFile('search')}?told`,
  );
  expect(imported).toBe('refused');
});

/** Runs a program up to three times, until it keeps the time, and does not time out where it should end by itself. */
async function bestOf(page: Page, attempt: Attempt, mayTimeOut: boolean) {
  let run = await runCaged(page, attempt);
  const isLate = () =>
    (run.ranMs ?? Infinity) > msLimit ||
    (!mayTimeOut && !run.result.ok && run.result.error.kind === 'timeout');
  for (let tried = 1; tried < tries && isLate(); tried += 1) run = await runCaged(page, attempt);
  return run;
}

async function expectFine(page: Page) {
  const attempt = {
    body: 'return { sum: input.list.map((n) => n * 2), polluted: typeof {}.polluted, word: [1].push(2) };',
    input: { list: [1, 2] },
  };
  const { result } = await bestOf(page, attempt, false);
  const output = { sum: [2, 4], polluted: 'undefined', word: 2 };
  expect(result).toMatchObject({ ok: true, value: { output } });
}

/** The screen still answers, and the page's own prototypes are as they were. */
async function expectAppAnswers(page: Page) {
  expect(await page.evaluate(() => 'polluted' in {} || 'polluted' in [])).toBe(false);
  await send(page, '17 + 25');
  await expect(articles(page, 'Assistant').last()).toContainText('42');
}

function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('crash', () => problems.push('The page crashed.'));
  return problems;
}
