import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentSecurityPolicy,
  headersFor,
  isLoopback,
  policyFor,
  threads,
  type PolicyContext,
  type PolicyName,
} from '../../../src/sw/policies.ts';

const context: PolicyContext = {
  modelOrigins: ['https://huggingface.co', 'https://mirror.example'],
  serverOrigins: ['https://models.example:8443'],
  loopbackPage: false,
};

const loopback = 'http://127.0.0.1:* http://localhost:* https://127.0.0.1:* https://localhost:*';
const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const noWorkers = `${nothing}; worker-src 'none'`;
const noTypes = "require-trusted-types-for 'script'; trusted-types 'none'";

const exact: Record<PolicyName, string> = {
  page: `${nothing}; worker-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html assent`,
  webllm: `${noWorkers}; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; ${noTypes}`,
  wllama: `${nothing}; worker-src blob:; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`,
  downloader: `${noWorkers}; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' https://huggingface.co https://mirror.example https://*.huggingface.co https://*.hf.co https://raw.githubusercontent.com; ${noTypes}`,
  server: `${noWorkers}; script-src 'self'; connect-src ${loopback} https://models.example:8443; ${noTypes}`,
  search: `${noWorkers}; script-src 'self'; connect-src 'none'; ${noTypes}`,
  workspace: `${noWorkers}; script-src 'self'; connect-src 'none'; ${noTypes}`,
  verify: `${noWorkers}; script-src 'self'; connect-src 'none'; ${noTypes}`,
  import: `${noWorkers}; script-src 'self'; connect-src 'none'; ${noTypes}`,
  cage: `${noWorkers}; script-src 'wasm-unsafe-eval'; connect-src 'none'; ${noTypes}`,
  'service-worker': `${noWorkers}; script-src 'self'; connect-src 'self'; ${noTypes}`,
  catalogue: noWorkers,
  asset: noWorkers,
};

describe('the table of policies', () => {
  test.each(Object.keys(exact) as PolicyName[])('%s may do this and no more', (name) => {
    expect(contentSecurityPolicy(name, context)).toBe(exact[name]);
  });

  test('the downloader reaches loopback only where the page is on loopback', () => {
    expect(contentSecurityPolicy('downloader', { ...context, loopbackPage: true })).toContain(loopback);
    expect(contentSecurityPolicy('downloader', context)).not.toContain('127.0.0.1');
  });

  test('each path has its policy', () => {
    const expected: Record<string, PolicyName> = {
      '': 'page',
      'index.html': 'page',
      'sw.js': 'service-worker',
      'models.json': 'catalogue',
      'assets/index-abc.js': 'asset',
      'threads/shared/lib-abc.js': 'asset',
      'icons/icon.svg': 'asset',
      'no/such/page': 'asset',
      ...Object.fromEntries(threads.map((name) => [`threads/${name}/${name}-abc.js`, name])),
    };
    for (const [path, policy] of Object.entries(expected))
      expect([path, policyFor(path)]).toEqual([path, policy]);
  });

  test('whatever the path, a response is isolated and has a policy that starts from nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webPath(), fc.string()), (path) => {
        expect(headersFor(path, context)).toMatchObject({
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
          'Cross-Origin-Resource-Policy': 'same-origin',
          'X-Content-Type-Options': 'nosniff',
          'Referrer-Policy': 'no-referrer',
          'Content-Security-Policy': expect.stringMatching(/^default-src 'none'; /),
        });
      }),
    );
  });

  test('only a thread that has its own folder gets its rights', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const thread = threads.find((name) => policyFor(path) === name);
        if (thread !== undefined) expect(path.startsWith(`threads/${thread}/`)).toBe(true);
      }),
    );
    for (const path of [
      'threads/wllama',
      'threads/wllama/',
      'threads/wllama-x/a.js',
      'x/threads/wllama/a.js',
    ]) {
      expect(policyFor(path)).toBe('asset');
    }
  });

  test('the page keeps what a server on this device needs, and switches the rest off', () => {
    const permissions = headersFor('', context)['Permissions-Policy'];
    expect(permissions).toContain(
      'loopback-network=(self), local-network-access=(self), local-network=(self)',
    );
    for (const feature of ['camera', 'microphone', 'geolocation'])
      expect(permissions).toContain(`${feature}=()`);
  });
});

test.each([
  ['localhost', true],
  ['assent.localhost', true],
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['[::1]', true],
  ['127.0.0.1.example', false],
  ['localhost.example', false],
  ['192.168.0.1', false],
])('%s is loopback: %s', (hostname, expected) => {
  expect(isLoopback(hostname)).toBe(expected);
});
