import { expect, test } from 'vitest';
import { answerWith } from '../../../src/sw/answer.ts';

const fresh = { 'Content-Security-Policy': "default-src 'none'" };

test('stored headers give way to fresh ones; the type, status and body stay', async () => {
  const stored = new Response('body', {
    status: 404,
    headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': 'default-src *', 'X-Old': '1' },
  });
  const answer = answerWith(stored, fresh);
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'text/html',
    'content-security-policy': "default-src 'none'",
  });
  expect([answer.status, await answer.text()]).toEqual([404, 'body']);
});

test('an answer without a body, and a network error, pass', () => {
  expect(answerWith(new Response(null, { status: 304 }), fresh).status).toBe(304);
  expect(answerWith(Response.error(), fresh).type).toBe('error');
});
