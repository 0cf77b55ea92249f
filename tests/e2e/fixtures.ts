import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { startPreview } from '../fixtures/preview.ts';
import { startScriptedServer, type ScriptedServer } from '../fixtures/scripted-server.ts';
import { writeTinyGguf } from '../fixtures/tiny-gguf.ts';

interface Workers {
  /** The built app, served by `vite preview` with its production headers. Ends with a slash. */
  appUrl: string;
  /** A small model file on disk that every test may read. */
  modelPath: string;
}

interface Tests {
  /** An OpenAI-compatible server whose answers go by named scenarios. */
  scripted: ScriptedServer;
}

export const test = base.extend<Tests, Workers>({
  appUrl: [
    async ({ browserName: _ }, use) => {
      const preview = await startPreview('dist');
      await use(preview.url);
      await preview.close();
    },
    { scope: 'worker' },
  ],
  modelPath: [
    async ({ browserName: _ }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'assent-model-'));
      const path = join(folder, 'tiny.gguf');
      await writeTinyGguf(path);
      await use(path);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  scripted: async ({ browserName: _ }, use) => {
    const server = await startScriptedServer();
    await use(server);
    await server.close();
  },
});

export { expect } from '@playwright/test';
export { articles, connectServer, importModel, send } from './actions.ts';
