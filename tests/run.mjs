/**
 * Runs the project's checks and prints `N passed, N failed` as its last line. `check` stops after the unit tests;
 * `long` repeats the kills and the fuzzing in full counts; without a word everything runs once.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBrowser } from './browser.mjs';

const mode = process.argv[2] ?? 'all';
const scratch = mkdtempSync(join(tmpdir(), 'assent-test-'));
let passed = 0;
let failed = 0;

const seconds = (/** @type {number} */ since) => `  ${((Date.now() - since) / 1000).toFixed(1)} s`;

/** A tool of the project; `npx` would take longer to find it than some take to run. @param {string} name */
const tool = (name) => join(import.meta.dirname, '../node_modules/.bin', name);

/** Runs one command, and shows what it writes at once. @param {string[]} command */
function run([name, ...words], env = {}) {
  const started = Date.now();
  const child = spawnSync(tool(name), words, {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  console.log(seconds(started));
  return { ok: child.status === 0 };
}

/** Runs one command to its end beside others. @param {string[]} command @returns {Promise<{ ok: boolean, output: string }>} */
function runAside([name, ...words]) {
  const child = spawn(tool(name), words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** A step that counts as one test. */
function step(title, check) {
  console.log(`\n— ${title}`);
  const ok = check();
  if (ok) passed += 1;
  else failed += 1;
  console.log(ok ? '  passed' : '  FAILED');
  return ok;
}

/** A step whose runner counts its own tests, in a JSON report. A runner that wrote no report is one failure. */
function suite(title, command, env, count) {
  console.log(`\n— ${title}`);
  const report = join(scratch, `${title.replaceAll(' ', '-')}.json`);
  const { ok } = run(command(report), env(report));
  if (!existsSync(report)) {
    failed += 1;
    return;
  }
  const counted = count(JSON.parse(readFileSync(report, 'utf8')));
  passed += counted.passed;
  failed += counted.failed;
  if (!ok && counted.failed === 0) failed += 1;
}

const typeProjects = [
  'tests/tsconfig.json',
  'tsconfig.json',
  'src/sw/tsconfig.sw.json',
  'src/sw/tsconfig.build.json',
  ...['search', 'verify', 'import', 'workspace'].map((name) => `src/storage/worker/tsconfig.${name}.json`),
  ...['webllm', 'wllama', 'server', 'downloader'].map((name) => `src/engine/worker/tsconfig.${name}.json`),
  'src/tools/worker/tsconfig.cage.json',
];

/** @typedef {{ title: string, command: string[], finds?: string[] }} Source What it `finds` it must find: it fails, and names these. */

/** The longest first, so that the last ones end together. @type {Source[]} */
const sources = [
  { title: 'Lint', command: ['eslint', '--max-warnings', '0', '.'] },
  { title: 'Format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  {
    title: 'Types of the components',
    command: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  },
  ...typeProjects.map((project) => ({
    title: `Types of ${project}`,
    command: ['tsc', '--noEmit', '-p', project],
  })),
  { title: 'No file, export or dependency is unused', command: ['knip', '--no-progress'] },
  {
    title: 'The type check finds a planted error',
    command: ['tsc', '--noEmit', '-p', 'tests/planted/tsconfig.json'],
    finds: ['planted-error.ts', 'TS2322'],
  },
  {
    title: 'The component check finds a planted error',
    command: 'svelte-check --workspace tests/planted --tsconfig ./tsconfig.json --output human'.split(' '),
    finds: ['PlantedError.svelte'],
  },
];

/** As many run at once as there are processors, up to four; what each has to say comes whole, as it ends. */
async function checkSources() {
  const waiting = [...sources];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { title, command, finds } = next;
      const started = Date.now();
      const { ok, output } = await runAside(command);
      step(title, () => {
        if (finds) return !ok && finds.every((name) => output.includes(name));
        process.stdout.write(output);
        return ok;
      });
      console.log(seconds(started));
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
}

function unitTests() {
  suite(
    'Unit tests',
    (report) => ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    () => (mode === 'long' ? { ASSENT_LONG: '1' } : {}),
    (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests }),
  );
}

function build() {
  return step('Build', () => run(['vite', 'build', '--logLevel', 'warn']).ok);
}

/** @param {string[]} which */
function endToEnd(...which) {
  let browser = '';
  const found = step('A browser', () => {
    try {
      browser = requireBrowser();
    } catch (problem) {
      console.log(String(problem));
    }
    return browser !== '';
  });
  if (!found) return;
  suite(
    'End to end',
    () => ['playwright', 'test', '--reporter=list,json', ...which],
    (report) => ({
      ASSENT_CHROMIUM: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      ...(mode === 'long' && { ASSENT_LONG: '1' }),
    }),
    // A skipped test counts as failed: a check that does not run is no check.
    ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped }),
  );
}

/** @param {string[]} names */
const specs = (...names) => names.map((name) => `tests/e2e/${name}.spec.ts`);

switch (mode) {
  case 'check':
    await checkSources();
    unitTests();
    break;
  case 'long':
    unitTests();
    if (build()) {
      endToEnd(...specs('kill', 'consent', 'download'), '--grep=killed', '--repeat-each=20');
      endToEnd(
        ...specs('accessibility', 'device-check', 'files-accessibility', 'files-limits', 'tools-real'),
      );
    }
    break;
  default:
    await checkSources();
    unitTests();
    // Without a build, an old one would be tested.
    if (build()) {
      step('Size budget', () => run(['size-limit']).ok);
      endToEnd();
    }
}

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
