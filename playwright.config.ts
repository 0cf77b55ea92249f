import { defineConfig } from '@playwright/test';
import { requireBrowser } from './tests/browser.mjs';

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Flags that keep Chromium from calling home; tests add their own. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: requireBrowser(), args: [...asRoot, ...quiet] },
    viewport: { width: 1280, height: 800 },
    // Recording costs a quarter of the run; `--trace on` has it for one test.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
