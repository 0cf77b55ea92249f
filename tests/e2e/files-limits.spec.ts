import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { bringIn, dialog, fileLinks, fileRow, openFiles, renameTo, textBox } from './files-screen.ts';
import { isLong } from './looks.ts';

const workspacePaths = (page: Page) =>
  page.evaluate(async () => {
    const paths: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, prefix: string) => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === 'directory') await walk(handle, `${prefix}${name}/`);
        else paths.push(prefix + name);
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    return paths.map((path) => path.replace(/^workspace\/[^/]+\//, '')).sort();
  });

test('no name that is typed leads out of the workspace, or hides what it is', async ({ page, appUrl }) => {
  await openFiles(page, appUrl);
  await bringIn(page, { name: 'safe.txt', text: 'Safe' });
  const before = await workspacePaths(page);
  const tricks = [
    '../safe.txt',
    'a/../../safe.txt',
    'a/./b.txt',
    '/etc/passwd',
    'a//b.txt',
    'a/',
    '.',
    '..',
    '…',
    'a\\b.txt',
    'a∕b.txt',
    '%2e%2e%2fsafe.txt',
    'C:safe.txt',
    'file:///etc/passwd',
    'CON',
    'con.txt',
    'aux .txt',
    'LPT1.md',
    'trailing.',
    'a./b.txt',
    'a /b.txt',
    'nul\0byte.txt',
    'safe\u202etxt.exe',
    'zero\u200bwidth.txt',
    `${'n'.repeat(300)}.txt`,
    `${'d/'.repeat(12)}deep.txt`,
  ];
  for (const name of tricks) {
    await renameTo(page, 'safe.txt', name);
    await expect(dialog(page).getByRole('alert'), JSON.stringify(name)).toHaveText(/^[A-Z“].+\.$/);
    await expect(dialog(page).getByRole('button', { name: 'Overwrite' })).toBeHidden();
  }
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(fileRow(page, 'safe.txt')).toBeVisible();
  expect(await workspacePaths(page)).toEqual(before);

  for (const [to, path] of [
    ['  spaces around.txt  ', 'spaces around.txt'],
    ['./here.txt', 'here.txt'],
    ['Cafe\u0301.txt', 'Caf\u00e9.txt'],
    ['CAFÉ.txt', 'CAFÉ.txt'],
    ['deep/down/Note: CON artists.txt', 'deep/down/Note: CON artists.txt'],
    ['.hidden', '.hidden'],
  ] as const) {
    const [from] = await fileLinks(page).evaluateAll((links) => links.map((link) => link.ariaLabel));
    await renameTo(page, from ?? '', to);
    await expect(fileRow(page, path)).toBeVisible();
    await expect(dialog(page)).toBeHidden();
  }
  await page.reload();
  await page.getByRole('link', { name: '.hidden', exact: true }).click();
  await expect(textBox(page, '.hidden')).toHaveValue('Safe');
});

test('names that differ only in case or in Unicode form never stand side by side', async ({
  page,
  appUrl,
}) => {
  await openFiles(page, appUrl);
  await bringIn(
    page,
    { name: 'Stra\u00dfe.txt', text: 'sharp s' },
    { name: 'STRASSE.txt', text: 'capitals' },
    { name: '\u00e9.txt', text: 'composed' },
    { name: 'e\u0301.txt', text: 'decomposed' },
    { name: 'x.txt', text: 'x' },
  );
  await expect(fileLinks(page)).toHaveCount(5);
  await expect(fileRow(page, 'STRASSE (2).txt')).toBeVisible();
  await expect(fileRow(page, '\u00e9 (2).txt')).toBeVisible();
  for (const to of ['STRASSE.TXT', 'E\u0301.txt']) {
    await renameTo(page, 'x.txt', to);
    await expect(dialog(page)).toContainText('would be overwritten');
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  }
  await renameTo(page, 'x.txt', 'Folder/x.txt');
  await expect(fileRow(page, 'Folder/x.txt')).toBeVisible();
  await renameTo(page, '\u00e9.txt', 'folder');
  await expect(dialog(page).getByRole('alert')).toHaveText('“Folder” is a folder.');
  await expect(dialog(page).getByRole('button', { name: 'Overwrite' })).toBeHidden();
  await renameTo(page, '\u00e9.txt', 'FOLDER/x.txt/y.txt');
  await expect(dialog(page).getByRole('alert')).toContainText('nothing can be put inside it');
  await renameTo(page, '\u00e9.txt', 'FOLDER/y.txt');
  await expect(fileRow(page, 'Folder/y.txt')).toBeVisible();
});

test('on a full disk a save says one sentence, and the old text is unharmed', async ({ page, appUrl }) => {
  await openFiles(page, appUrl);
  await bringIn(page, { name: 'kept.txt', text: 'The old text' });
  await page.getByRole('link', { name: 'kept.txt', exact: true }).click();
  const box = textBox(page, 'kept.txt');
  await expect(box).toHaveValue('The old text');
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(appUrl);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const text = 'Words that find no room. '.repeat(40_000);
  await box.fill(text);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const refusal = page.getByRole('alert');
  await expect(refusal).toHaveText('There is not enough room left on this device, so nothing was changed.');
  await expect(box).toHaveValue(text);
  // Nor are files brought in, not even in part.
  const other = await page.context().newPage();
  await openFiles(other, appUrl);
  const chooser = other.waitForEvent('filechooser');
  await other.getByRole('button', { name: 'Bring files in' }).click();
  const buffer = Buffer.alloc(2_000_000, 'x');
  await (
    await chooser
  ).setFiles([
    { name: 'small.txt', mimeType: 'text/plain', buffer: Buffer.from('small') },
    { name: 'big.txt', mimeType: 'text/plain', buffer },
  ]);
  await expect(other.getByRole('alert')).toHaveText(
    'There is not enough room left on this device, so nothing was changed.',
  );
  await expect(fileLinks(other)).toHaveCount(1);
  await other.getByRole('link', { name: 'kept.txt', exact: true }).click();
  await expect(textBox(other, 'kept.txt')).toHaveValue('The old text');
  expect((await workspacePaths(other)).filter((path) => path.startsWith('trash/'))).toEqual([]);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved “kept.txt”.')).toBeVisible();
  await expect(textBox(other, 'kept.txt')).toHaveValue(text);
});

/** The bench brings ten thousand in, too. */
const many = isLong ? 10_000 : 2000;

/** Drops files that hold a line each, one of them with a word that the others lack. */
const dropTexts = (page: Page, count: number) =>
  page.evaluate((many) => {
    const data = new DataTransfer();
    for (let at = 0; at < many; at++)
      data.items.add(new File([`Text of file ${at}, ${at === 1777 ? 'needle' : 'hay'}`], `file ${at}.txt`));
    const target = document.querySelector('main .page');
    target?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, count);

test('bringing many files in can be stopped, and leaves nothing', async ({ page, appUrl }) => {
  await openFiles(page, appUrl);
  await expect(page.getByText('Nothing is here yet')).toBeVisible();
  await dropTexts(page, 5000);
  await expect
    .poll(async () =>
      Number(
        await page.getByRole('progressbar', { name: 'Bringing files in' }).getAttribute('aria-valuenow'),
      ),
    )
    .toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped: nothing was brought in.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Nothing is here yet')).toBeVisible();
});

test(`${many} files come in at once, and the list stays usable`, async ({ page, appUrl }) => {
  test.setTimeout(600_000);
  await openFiles(page, appUrl);
  await expect(page.getByText('Nothing is here yet')).toBeVisible();
  await dropTexts(page, many);
  await expect(page.getByText(`Bringing in ${many} files…`)).toBeVisible();
  // The page answers meanwhile.
  await page.getByRole('button', { name: 'New note' }).focus();
  await expect(page.getByText(`Brought in ${many} files.`)).toBeVisible({ timeout: 500_000 });
  await expect(page.getByText(`200 of ${many} files are shown.`)).toBeVisible({ timeout: 60_000 });
  await expect(fileLinks(page)).toHaveCount(200);
  await expect(fileLinks(page).first()).toHaveAccessibleName('file 0.txt');
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(fileLinks(page)).toHaveCount(400);
  await page.getByRole('searchbox', { name: 'Search files' }).fill('needle');
  await expect(fileRow(page, 'file 1777.txt')).toBeVisible({ timeout: 120_000 });
  await renameTo(page, 'file 1777.txt', 'found/needle.txt');
  await expect(fileRow(page, 'found/needle.txt')).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByText(`${many} files.`, { exact: true })).toBeVisible({ timeout: 60_000 });
  await fileRow(page, 'file 3.txt').getByRole('button', { name: 'Delete' }).click();
  await dialog(page).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(`${many - 1} files.`, { exact: true })).toBeVisible({ timeout: 60_000 });
});
