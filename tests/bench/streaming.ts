import { chromium } from '@playwright/test';
import { requireBrowser } from '../browser.mjs';
import { ask, connectServer } from '../e2e/actions.ts';
import { startScriptedServer } from '../fixtures/scripted-server.ts';
import type { Row } from './table.ts';

const tokens = 4000;

/** The longest task of the main thread while a Markdown answer of 4,000 tokens streams in at 200 a second. */
export async function streaming(url: string): Promise<Row[]> {
  const server = await startScriptedServer({ answer: () => markdownAnswer() });
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: asRoot });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await connectServer(page, url, server);
    // The first answer loads the highlighter and KaTeX, so that the second measures streaming alone; both are reported.
    const first = await longestTask(() => ask(page, 'scenario:long rate=200'));
    const second = await longestTask(() => ask(page, 'Again. scenario:long rate=200'));
    return [
      row(`longest task while a ${tokens}-token Markdown answer streams (first answer)`, first),
      row('the same, second answer', second),
    ];

    async function longestTask(act: () => Promise<void>): Promise<number> {
      await browser.startTracing(page, {
        categories: ['toplevel', 'devtools.timeline', 'blink.user_timing', '__metadata'],
      });
      await page.evaluate(() => performance.mark('bench-start'));
      await act();
      await page.evaluate(() => performance.mark('bench-end'));
      return longestMainThreadTask(await browser.stopTracing());
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

const row = (what: string, ms: number): Row => ({
  what,
  measured: `${ms.toFixed(1)} ms`,
  budget: '≤ 50 ms',
  met: ms <= 50,
});

interface TraceEvent {
  name: string;
  ph: string;
  /** Microseconds. */
  ts: number;
  pid: number;
  tid: number;
  dur?: number;
  args?: { name?: string };
}

/** Milliseconds of the longest task of any page's main thread between the two marks: starting a trace costs a task itself. */
function longestMainThreadTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const mainThreads = new Set(
    traceEvents
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map((event) => `${event.pid} ${event.tid}`),
  );
  const markedAt = (name: string) => traceEvents.find((event) => event.name === name)?.ts ?? NaN;
  const [from, to] = [markedAt('bench-start'), markedAt('bench-end')];
  const tasks = traceEvents.filter(
    (event) =>
      event.name.endsWith('RunTask') &&
      event.ph === 'X' &&
      event.ts > from &&
      event.ts < to &&
      mainThreads.has(`${event.pid} ${event.tid}`),
  );
  if (tasks.length === 0) throw new Error('The trace holds no task of the main thread.');
  return Math.max(...tasks.map((task) => (task.dur ?? 0) / 1000));
}

/** Prose, lists, tables, code and formulas, about 4,000 tokens as the scripted server counts them. */
function markdownAnswer(): string {
  const parts: string[] = [];
  for (let section = 1; parts.join('').length < tokens * 4; section += 1) {
    parts.push(
      `## Section ${section}\n\nSome **bold** and *quiet* words with \`code\`, and a sum: $a_${section}^2 + b^2 = c^2$.\n\n`,
      '- one thing\n- another, longer thing that wraps over the end of the line\n  - a nested thing\n\n',
      '| name | value |\n| --- | ---: |\n| alpha | 1 |\n| beta | 2 |\n\n',
      `\`\`\`ts\nexport function half${section}(value: number): number {\n  return value / 2; // half of it\n}\n\`\`\`\n\n`,
      `$$\n\\sum_{i=1}^{${section}} i = \\frac{n(n+1)}{2}\n$$\n\n`,
    );
  }
  return parts.join('');
}
