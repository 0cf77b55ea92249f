/** The catalogue with one small model, "Tiny file", on a server whose faults are scripted; and what its entry shows. */
import type { Page } from '@playwright/test';
import { serveCatalogue, type ServedCatalogue } from '../fixtures/served-catalogue.ts';
import { test as base } from './fixtures.ts';

export const patience = { timeout: 60_000 };

export const test = base.extend<{ served: ServedCatalogue }>({
  served: async ({ browserName: _ }, use) => {
    const served = await serveCatalogue({ layers: 6, width: 256 });
    await use(served);
    await served.close();
  },
});

export const entry = (page: Page) => page.getByRole('article', { name: 'Tiny file', exact: true });
export const button = (page: Page, name: string) => entry(page).getByRole('button', { name, exact: true });
