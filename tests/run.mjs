/**
 * Runs the project's checks and prints `N passed, N failed` as its last line. `check` stops after the unit tests;
 * `long` repeats the kills and the fuzzing in full counts; without a word everything runs once.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBrowser } from './browser.mjs';

const mode = process.argv[2] ?? 'all';
const scratch = mkdtempSync(join(tmpdir(), 'assent-test-'));
let passed = 0;
let failed = 0;

/** Runs one command. @returns {{ ok: boolean, output: string }} */
function run(command, { show = true, env = {} } = {}) {
  const started = Date.now();
  const child = spawnSync('npx', ['--no-install', ...command], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: show ? 'inherit' : 'pipe',
    maxBuffer: 64 * 1024 * 1024,
  });
  console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return { ok: child.status === 0, output: `${child.stdout ?? ''}${child.stderr ?? ''}` };
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
  const { ok } = run(command(report), { env: env(report) });
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

function checkSources() {
  step('Format', () => run(['prettier', '--check', '--log-level', 'warn', '.']).ok);
  step('Lint', () => run(['eslint', '--max-warnings', '0', '.']).ok);
  for (const project of typeProjects)
    step(`Types of ${project}`, () => run(['tsc', '--noEmit', '-p', project]).ok);
  step(
    'Types of the components',
    () =>
      run(['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']).ok,
  );
  step('The type check finds a planted error', () => {
    const { ok, output } = run(['tsc', '--noEmit', '-p', 'tests/planted/tsconfig.json'], { show: false });
    return !ok && output.includes('planted-error.ts') && output.includes('TS2322');
  });
  step('The component check finds a planted error', () => {
    const command = [
      'svelte-check',
      '--workspace',
      'tests/planted',
      '--tsconfig',
      './tsconfig.json',
      '--output',
      'human',
    ];
    const { ok, output } = run(command, { show: false });
    return !ok && output.includes('PlantedError.svelte');
  });
  step('No file, export or dependency is unused', () => run(['knip', '--no-progress']).ok);
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
    checkSources();
    unitTests();
    break;
  case 'long':
    unitTests();
    if (build()) {
      endToEnd(...specs('kill', 'consent', 'download'), '--grep=killed', '--repeat-each=20');
      endToEnd(...specs('accessibility', 'device-check', 'files-accessibility', 'tools-real'));
    }
    break;
  default:
    checkSources();
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
