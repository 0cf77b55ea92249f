import { killBrowser, launchProfile } from './browser-flags.ts';
import { articles, connectServer, expect, send, test } from './fixtures.ts';

test('a partial answer survives a killed browser, at most half a second short', async ({
  appUrl,
  scripted,
}) => {
  const first = await launchProfile();
  const page = await first.context.newPage();
  await connectServer(page, appUrl, scripted);
  await send(page, 'scenario:long tokens=2000 rate=20');
  const answer = articles(page, 'Assistant').first();
  await expect(answer).toContainText('word40 ', { timeout: 30_000 });
  const seen = await lastWord(answer);
  killBrowser(first.profile);

  const second = await launchProfile([], first.profile);
  try {
    const again = await second.context.newPage();
    await again.goto(appUrl);
    const restored = articles(again, 'Assistant').first();
    await again
      .getByRole('link', { name: /scenario/ })
      .first()
      .click();
    await expect(restored).toContainText('word30 ');
    // 20 tokens a second: half a second is 10 of them, and the last word may be cut.
    expect(await lastWord(restored)).toBeGreaterThanOrEqual(seen - 11);
    await expect(restored.getByRole('button', { name: 'Regenerate' })).toBeVisible();
  } finally {
    await second.context.close();
  }
});

async function lastWord(answer: ReturnType<typeof articles>) {
  const text = await answer.innerText();
  return Math.max(...[...text.matchAll(/word(\d+)/g)].map((match) => Number(match[1])));
}
