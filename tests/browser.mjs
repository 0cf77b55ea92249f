/** Finds the Chromium that the tests drive: an environment variable, the system's, or Playwright's own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @returns {string | undefined} the path of an executable, or undefined where there is none */
export function findBrowser() {
  const named = process.env['ASSENT_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`ASSENT_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  return [...systemPaths, chromium.executablePath()].find((path) => path !== '' && existsSync(path));
}

/** Finds a browser, and as root on Debian installs one if there is none. @returns {string} */
export function requireBrowser() {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium found: installing the package chromium.');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
    spawnSync('apt-get', install, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error('The tests need Chromium: install it, or name it in ASSENT_CHROMIUM.');
}
