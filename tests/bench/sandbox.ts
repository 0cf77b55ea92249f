import { makeHistory } from '../fixtures/watched-histories.ts';
import { writeTinyGguf } from '../fixtures/tiny-gguf.ts';
import { startPreview } from '../fixtures/preview.ts';
import { importModel } from '../e2e/actions.ts';
import { launchProfile } from '../e2e/browser-flags.ts';
import { caseRequest } from '../../src/domain/sandbox/requests.ts';
import { nextStep, type Reply } from '../../src/domain/sandbox/run.ts';
import { suiteFor } from '../../src/domain/sandbox/suite.ts';
import { suggestCheck } from '../../src/domain/sandbox/suggest-check.ts';
import { estimateTokens } from '../../src/domain/token-estimate.ts';
import { watch } from '../../src/domain/watching/watch.ts';
import { scriptedModel } from '../fixtures/scripted-model.ts';
import { median, printTable } from './table.ts';

const rule = 'Keep answers under 20 words.';
const tokensASecond = 10;

/** What a whole run reads and writes at most, with a model that the rule helps. Estimated tokens. */
function wholeSuite() {
  const proposal = { id: 'p', text: rule, scope: 'always' as const };
  const suite = suiteFor({
    proposal,
    helpCheck: suggestCheck({ rule }),
    failure: 'How do I repot a cactus?',
    paraphrases: ['In other words?', 'Once more?', 'Differently?', 'Again, how?'],
    past: [],
    own: [],
  });
  const model = scriptedModel({ rule });
  const replies: Record<string, Reply> = {};
  const sides = { base: [], change: [{ kind: 'rule' as const, ...proposal }] };
  let requests = 0;
  let written = 0;
  let most = 0;
  let fresh = 0;
  for (;;) {
    const step = nextStep({ suite, touches: [] }, replies);
    if (step.kind === 'done') return { requests, written, most, fresh, verdict: step.result.verdict };
    const { job } = step;
    if (job.kind === 'judge') throw new Error('This suite needs no judge.');
    const request = caseRequest(job.case, sides[job.side], [], job);
    const text = model({ model: 'm', messages: request.messages, temperature: job.temperature }) ?? '';
    requests += 1;
    written += estimateTokens(text);
    most += request.sampling.maxTokens ?? 0;
    // The system message is in the cache but for the rule at its end.
    fresh += estimateTokens(request.messages.at(-1)?.content ?? '') + estimateTokens(rule);
    replies[job.key] = { text, tokens: 0 };
  }
}

/** Milliseconds that the watchers take over a year of 10,000 turns, in this process. */
function watching(): number {
  const times: number[] = [];
  for (let seed = 1; seed <= 5; seed += 1) {
    const { history } = makeHistory(seed, 'calm');
    const factor = Math.ceil(10_000 / Math.max(1, history.turns.length));
    const turns = history.turns.flatMap((turn) =>
      Array.from({ length: factor }, (_one, place) => ({ ...turn, id: `${turn.id}-${place}` })),
    );
    const year = { ...history, turns: turns.slice(0, 10_000) };
    const started = performance.now();
    watch(year);
    times.push(performance.now() - started);
  }
  return median(times);
}

/** From a key press in the composer until the engine is free of the run: the notice of the run goes with its request. */
async function waiting(): Promise<number[]> {
  const path = 'dist/bench-sandbox.gguf';
  await writeTinyGguf(path, { answerTokens: 400, layers: 8, width: 512, name: 'Bench model' });
  const preview = await startPreview('dist');
  const { context } = await launchProfile();
  try {
    const page = await context.newPage();
    await importModel(page, preview.url, path);
    await page.goto(`${preview.url}#/memory`);
    await page.getByRole('region', { name: 'Tests' }).getByRole('button', { name: 'Test now' }).click();
    await page.goto(`${preview.url}#/chat`);
    const taken: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const notice = page.getByText('Testing in the background');
      await notice.waitFor({ timeout: 60_000 });
      // In the middle of an answer.
      await page.waitForTimeout(700 + round * 130);
      if (!(await notice.isVisible())) await notice.waitFor();
      await page.evaluate(() => {
        const timing = { started: NaN, ended: NaN };
        Object.assign(window, { timing });
        addEventListener('keydown', (event) => (timing.started = event.timeStamp), {
          once: true,
          capture: true,
        });
        const look = () => {
          const shown = document.body.textContent.includes('Testing in the background');
          if (!shown && !Number.isNaN(timing.started)) timing.ended = performance.now();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      await page.getByRole('textbox', { name: 'Message', exact: true }).press('a');
      await page.waitForFunction(
        () => !Number.isNaN((window as unknown as { timing: { ended: number } }).timing.ended),
      );
      taken.push(
        await page.evaluate(() => {
          const { timing } = window as unknown as { timing: { started: number; ended: number } };
          return timing.ended - timing.started;
        }),
      );
    }
    return taken;
  } finally {
    await context.close();
    await preview.close();
  }
}

/** What testing costs the person: waiting, minutes, tokens; and the watchers over a year. */
export async function bench(): Promise<void> {
  const { requests, written, most, fresh, verdict } = wholeSuite();
  const minutes = (tokens: number) => tokens / tokensASecond / 60;
  const year = watching();
  const waits = await waiting();
  const wait = median(waits);
  printTable('The sandbox', [
    { what: 'requests of a whole suite', measured: `${requests} (${verdict})`, budget: '', met: undefined },
    {
      what: 'tokens written, answers as the scripted model gives them',
      measured: `${written}`,
      budget: '',
      met: undefined,
    },
    { what: 'tokens written at most', measured: `${most}`, budget: '', met: undefined },
    {
      what: 'tokens read anew, with the system message in the cache',
      measured: `${fresh}`,
      budget: '',
      met: undefined,
    },
    {
      what: `minutes at ${tokensASecond} tokens a second: as scripted, and if every answer is as long as it may be`,
      measured: `${minutes(written).toFixed(1)}, ${minutes(most).toFixed(1)}`,
      budget: '≤ 8',
      met: minutes(most) <= 8,
    },
    {
      what: 'wllama: from key press to the engine being free (median, longest)',
      measured: `${wait.toFixed(0)} ms, ${Math.max(...waits).toFixed(0)} ms`,
      budget: '≤ 1 decode step + 50 ms',
      met: undefined,
    },
    {
      what: 'watchers over a year of 10,000 turns',
      measured: `${year.toFixed(0)} ms`,
      budget: '≤ 200 ms',
      met: year <= 200,
    },
  ]);
}
