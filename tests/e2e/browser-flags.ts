import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { requireBrowser } from '../browser.mjs';

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A software WebGPU adapter, without `shader-f16`. */
export const softwareGpu = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** A browser of its own with a fresh profile, or with the profile of an earlier one. */
export async function launchProfile(
  flags: string[] = [],
  profile = mkdtempSync(join(tmpdir(), 'assent-profile-')),
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; profile: string }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireBrowser(),
    args: [...asRoot, ...quiet, ...flags],
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  return { context, profile };
}

/** Ends a browser's processes at once, as a crash or a flat battery would. */
export function killBrowser(profile: string): void {
  try {
    execFileSync('pkill', ['-9', '-f', '--', `--user-data-dir=${profile}`]);
  } catch {
    // pkill answers 1 when nothing was left to end.
  }
}
