import { readdirSync, writeFileSync, type Dirent } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';
import {
  contentSecurityPolicy,
  headersFor,
  isLoopback,
  policyFor,
  threads,
  type PolicyContext,
} from '../policies.ts';
import { headersFile } from './headers-file.ts';
import { readOrigins } from './origins.ts';

/** Sends the policies with every response of `vite preview` and `vite`, and writes them into `_headers` for other hosts. */
export function policyPlugin(): Plugin {
  let config: ResolvedConfig;
  const outDir = () => resolve(config.root, config.build.outDir);
  const originsFrom = (folder: string) => readOrigins(join(folder, 'models.json'));

  return {
    name: 'assent-policies',
    // An unknown path is a 404, not the app; and no header invites other origins to read.
    config: () => ({ appType: 'mpa', preview: { cors: false }, server: { cors: false } }),
    configResolved: (resolved) => {
      config = resolved;
    },
    configurePreviewServer(server) {
      const origins = originsFrom(outDir());
      server.httpServer.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
        const context = { ...origins, loopbackPage: isLoopback(hostOf(request)) };
        keepHeaders(response, headersFor(pathOf(request, config.base), context));
      });
    },
    configureServer(server) {
      // Read at the first request: other tools start this server without a catalogue beside it.
      let origins: Omit<PolicyContext, 'loopbackPage'> | undefined;
      server.middlewares.use((request, response, next) => {
        origins ??= originsFrom(config.publicDir);
        const context = { ...origins, loopbackPage: isLoopback(hostOf(request)) };
        keepHeaders(response, headersInDevelopment(pathOf(request, config.base), context));
        next();
      });
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const folder = outDir();
        const top = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== '_headers');
        const names = (entries: Dirent[]) => entries.map(({ name }) => name);
        const files = names(top.filter((entry) => entry.isFile()));
        const folders = names(top.filter((entry) => entry.isDirectory()));
        const context = { ...originsFrom(folder), loopbackPage: false };
        writeFileSync(join(folder, '_headers'), headersFile(files, folders, context));
      },
    },
  };
}

const hostOf = (request: IncomingMessage) => (request.headers.host ?? '').replace(/:\d+$/, '');

/** The requested path below the app's base, decoded as the file server decodes it. */
function pathOf(request: IncomingMessage, base: string): string {
  const [path = '/'] = (request.url ?? '/').split(/[?#]/, 1);
  const below = base.startsWith('/') && path.startsWith(base) ? path.slice(base.length) : path.slice(1);
  try {
    return decodeURIComponent(below);
  } catch {
    return below;
  }
}

/** Sets the headers now, and once more at the last moment, so that no error page replaces them. */
function keepHeaders(response: ServerResponse, headers: Record<string, string>): void {
  const set = () => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  };
  set();
  const writeHead = response.writeHead.bind(response) as (...parts: unknown[]) => ServerResponse;
  response.writeHead = ((...parts: unknown[]) => {
    set();
    return writeHead(...parts);
  }) as ServerResponse['writeHead'];
}

/**
 * While developing, Vite serves sources: a worker is known by its file's name, and styles arrive as `<style>` elements.
 * All else is as in production.
 */
function headersInDevelopment(path: string, context: PolicyContext): Record<string, string> {
  const workerName = /\/worker\/([\w-]+)\.worker\.ts$/.exec(path)?.[1];
  const thread = threads.find((name) => name === workerName);
  const headers = headersFor(thread === undefined ? path : `threads/${thread}/source.js`, context);
  if (policyFor(path) === 'page') {
    headers['Content-Security-Policy'] = contentSecurityPolicy('page', context).replace(
      "style-src 'self'",
      "style-src 'self' 'unsafe-inline'",
    );
  }
  // Only the build makes the cage's thread one file.
  if (thread === 'cage') {
    headers['Content-Security-Policy'] = contentSecurityPolicy('cage', context).replace(
      'script-src ',
      "script-src 'self' ",
    );
  }
  return headers;
}
