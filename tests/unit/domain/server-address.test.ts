import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopback, parseServerAddress } from '../../../src/domain/server-address.ts';

const base = (text: string, allowed: string[] = []) => {
  const parsed = parseServerAddress(text, allowed);
  return parsed.ok ? parsed.value.base : parsed.error;
};

describe('parseServerAddress', () => {
  it.each([
    ['localhost:11434', 'http://localhost:11434/v1'],
    ['  localhost:11434/  ', 'http://localhost:11434/v1'],
    ['localhost', 'http://localhost/v1'],
    ['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1'],
    ['http://127.0.0.1:8080/v1/', 'http://127.0.0.1:8080/v1'],
    ['http://127.0.0.1:8080//v1//', 'http://127.0.0.1:8080/v1'],
    ['http://127.0.0.1:8080/v1/chat/completions', 'http://127.0.0.1:8080/v1'],
    ['https://localhost:8443', 'https://localhost:8443/v1'],
    ['HTTP://LocalHost:8080', 'http://localhost:8080/v1'],
    ['127.1:8000', 'http://127.0.0.1:8000/v1'],
    ['127.0.0.53:8000', 'http://127.0.0.53:8000/v1'],
    ['models.localhost:1', 'http://models.localhost:1/v1'],
    ['http://localhost:1/openai', 'http://localhost:1/openai/v1'],
    ['http://localhost:1/api/v3', 'http://localhost:1/api/v3'],
    ['http://localhost:1/v1?key=2#part', 'http://localhost:1/v1'],
  ])('reads %s', (text, expected) => {
    expect(base(text)).toBe(expected);
  });

  it('names the IPv6 loopback by a host that a policy can allow', () => {
    expect(parseServerAddress('http://[::1]:8080', [])).toEqual({
      ok: true,
      value: { base: 'http://localhost:8080/v1', origin: 'http://localhost:8080', loopback: true },
    });
  });

  it.each([
    ['', /Enter the address/],
    ['   ', /Enter the address/],
    ['not an address', /is not an address/],
    ['hello', /is not an address/],
    ['8080', /is not an address/],
    ['http://', /is not an address/],
    ['http://local host:1', /is not an address/],
    ['localhost:99999', /is not an address/],
    ['://', /is not an address/],
    ['ftp://localhost', /starts with http/],
    ['javascript:alert(1)', /starts with http/],
    ['file:///etc/passwd', /starts with http/],
    ['ws://localhost:1', /starts with http/],
    ['http://user:secret@localhost:1', /user name and password/],
    ['user@localhost:1', /user name and password/],
    ['0.0.0.0:8080', /use localhost:8080/],
    ['192.168.1.4:11434', /Only a server on this device/],
    ['https://api.example.com/v1', /Only a server on this device/],
    ['http://localhost.example.com', /Only a server on this device/],
    ['http://127.0.0.1.example.com', /Only a server on this device/],
    ['http://notlocalhost:1', /Only a server on this device/],
    ['http://localhost@example.com:80', /user name and password/],
  ])('refuses %s in one sentence', (text, sentence) => {
    expect(base(text)).toMatch(sentence);
    expect(base(text)).toMatch(/^[^\n]+\.$/);
  });

  it('allows an origin that the deployer added, and no other port or scheme of it', () => {
    const allowed = ['https://models.example.com'];
    expect(parseServerAddress('https://models.example.com/v1', allowed)).toMatchObject({
      ok: true,
      value: { loopback: false },
    });
    expect(base('http://models.example.com', allowed)).toMatch(/Only a server/);
    expect(base('https://models.example.com:444', allowed)).toMatch(/Only a server/);
  });

  it('never lets a host through that is not loopback, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true }), fc.ipV4(), fc.domain()),
        (text) => {
          const parsed = parseServerAddress(text, []);
          if (!parsed.ok) return;
          expect(isLoopback(new URL(parsed.value.base).hostname)).toBe(true);
          expect(base(parsed.value.base)).toBe(parsed.value.base);
        },
      ),
    );
  });
});
