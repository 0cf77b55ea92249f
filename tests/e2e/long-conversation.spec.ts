import { startScriptedServer } from '../fixtures/scripted-server.ts';
import { articles, connectServer, expect, send, test } from './fixtures.ts';

test('a conversation longer than the context goes on, behind a divider', async ({ page, appUrl }) => {
  const scripted = await startScriptedServer({ context: 1200 });
  try {
    await connectServer(page, appUrl, scripted);
    for (let turn = 1; turn <= 8; turn += 1) {
      await send(page, `Turn ${turn}. scenario:long tokens=150 rate=0`);
      await expect(articles(page, 'Assistant')).toHaveCount(turn);
      await expect(articles(page, 'Assistant').last()).toContainText('word150');
      await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
    }
    await expect(page.getByText('Earlier messages are no longer sent')).toBeVisible();
    const last = scripted.requests.at(-1);
    expect(last?.messages[0]?.role).toBe('system');
    expect(last?.messages[1]?.role).toBe('user');
    expect(last?.messages.some(({ content }) => content.startsWith('Turn 1.'))).toBe(false);
  } finally {
    await scripted.close();
  }
});
