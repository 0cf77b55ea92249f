import { describe, expect, it } from 'vitest';
import { isAllowedOrigin, onlyFrom } from '../../../../src/engine/worker/download-origins.ts';

describe('isAllowedOrigin', () => {
  it.each([
    ['https://huggingface.co/a/b', 'https://huggingface.co', true],
    ['https://huggingface.co:8443/a', 'https://huggingface.co', false],
    ['http://huggingface.co/a', 'https://huggingface.co', false],
    ['https://cdn.hf.co/a', 'https://*.hf.co', true],
    ['https://a.b.hf.co/a', 'https://*.hf.co', true],
    ['https://hf.co/a', 'https://*.hf.co', false],
    ['https://evilhf.co/a', 'https://*.hf.co', false],
    ['https://hf.co.evil.example/a', 'https://*.hf.co', false],
    ['https://cdn.hf.co:444/a', 'https://*.hf.co', false],
    ['http://127.0.0.1:5000/a', 'http://127.0.0.1:*', true],
    ['http://127.0.0.1/a', 'http://127.0.0.1:*', true],
    ['http://127.0.0.1.evil.example:80/', 'http://127.0.0.1:*', false],
    ['http://127.0.0.1:5000/a', 'http://127.0.0.1', false],
    ['http://127.0.0.1:5000/a', 'http://127.0.0.1:5000', true],
    ['data:text/plain,x', 'https://huggingface.co', false],
  ])('%s at %s: %s', (url, pattern, allowed) => {
    expect(isAllowedOrigin(url, [pattern])).toBe(allowed);
  });
});

describe('onlyFrom', () => {
  it('names hosts once', () => {
    expect(onlyFrom(['https://hf.co', 'https://*.hf.co', 'http://127.0.0.1:*'])).toBe(
      'This copy may fetch models only from hf.co, 127.0.0.1.',
    );
  });
});
