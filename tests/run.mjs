/**
 * Runs the project's checks and prints `N passed, N failed` as its last line. `check` stops after the unit tests;
 * `long` repeats the kills and the fuzzing in full counts; without a word everything runs once.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBrowser } from './browser.mjs';

const mode = process.argv[2] ?? 'all';
const scratch = mkdtempSync(join(tmpdir(), 'assent-test-'));
let passed = 0;
let failed = 0;

/**
 * Runs one command; with `live`, what it prints is seen at once, and not kept.
 * @param {string[]} command
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function run(command, { live = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn('npx', ['--no-install', ...command], {
      env: { ...process.env, ...env },
      stdio: live ? 'inherit' : 'pipe',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (status) => resolve({ ok: status === 0, output }));
  });
}

const secondsSince = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`;

/** A step that counts as one test. `check` resolves to whether it passed, and what is to be printed. */
async function step(title, check) {
  const started = Date.now();
  const { ok, output } = await check();
  if (ok) passed += 1;
  else failed += 1;
  console.log(`\n— ${title}\n${output}  ${secondsSince(started)}\n  ${ok ? 'passed' : 'FAILED'}`);
  return ok;
}

/** Takes steps side by side, as many as there are cores: most of them keep one busy. */
async function sideBySide(steps) {
  const waiting = steps.values();
  const work = async () => {
    for (const take of waiting) await take();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

/** A step whose runner counts its own tests, in a JSON report. A runner that wrote no report is one failure. */
async function suite(title, command, env, count) {
  console.log(`\n— ${title}`);
  const started = Date.now();
  const report = join(scratch, `${title.replaceAll(' ', '-')}.json`);
  const { ok } = await run(command(report), { live: true, env: env(report) });
  console.log(`  ${secondsSince(started)}`);
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
  'tsconfig.json',
  'src/sw/tsconfig.sw.json',
  'src/sw/tsconfig.build.json',
  ...['search', 'verify', 'import', 'workspace'].map((name) => `src/storage/worker/tsconfig.${name}.json`),
  ...['webllm', 'wllama', 'server', 'downloader'].map((name) => `src/engine/worker/tsconfig.${name}.json`),
  'src/tools/worker/tsconfig.cage.json',
  'tests/tsconfig.json',
];

const svelteCheck = (...more) => [
  'svelte-check',
  '--tsconfig',
  './tsconfig.json',
  '--output',
  'human',
  ...more,
];

/** A checker that finds nothing proves little: each is also given a file with an error. */
async function finds(command, ...signs) {
  const { ok, output } = await run(command);
  const found = !ok && signs.every((sign) => output.includes(sign));
  return { ok: found, output: found ? '' : output };
}

/** The longest first, so that no core waits for the other at the end. */
const checkSources = () =>
  sideBySide([
    () => step('Lint', () => run(['eslint', '--max-warnings', '0', '.'])),
    () => step('Format', () => run(['prettier', '--check', '--log-level', 'warn', '.'])),
    () => step('Types of the components', () => run(svelteCheck('--fail-on-warnings'))),
    ...typeProjects.map(
      (project) => () => step(`Types of ${project}`, () => run(['tsc', '--noEmit', '-p', project])),
    ),
    () => step('No file, export or dependency is unused', () => run(['knip', '--no-progress'])),
    () =>
      step('The type check finds a planted error', () =>
        finds(['tsc', '--noEmit', '-p', 'tests/planted/tsconfig.json'], 'planted-error.ts', 'TS2322'),
      ),
    () =>
      step('The component check finds a planted error', () =>
        finds(svelteCheck('--workspace', 'tests/planted'), 'PlantedError.svelte'),
      ),
  ]);

const unitTests = () =>
  suite(
    'Unit tests',
    (report) => ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    () => (mode === 'long' ? { ASSENT_LONG: '1' } : {}),
    (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests }),
  );

const build = () => step('Build', () => run(['vite', 'build', '--logLevel', 'warn']));

/** @param {string[]} which */
async function endToEnd(...which) {
  let browser = '';
  const found = await step('A browser', async () => {
    try {
      browser = requireBrowser();
      return { ok: browser !== '', output: '' };
    } catch (problem) {
      return { ok: false, output: `${problem}\n` };
    }
  });
  if (!found) return;
  await suite(
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
    await unitTests();
    break;
  case 'long':
    await unitTests();
    if (await build()) {
      await endToEnd(...specs('kill', 'consent', 'download'), '--grep=killed', '--repeat-each=20');
      await endToEnd(...specs('accessibility', 'device-check', 'files-accessibility', 'tools-real'));
    }
    break;
  default:
    await checkSources();
    await unitTests();
    // Without a build, an old one would be tested.
    if (await build()) {
      await step('Size budget', () => run(['size-limit']));
      await endToEnd();
    }
}

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
