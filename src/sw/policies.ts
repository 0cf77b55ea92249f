/**
 * The one table of policies: every thread, and what it may do. `vite preview`, the service worker and the generated
 * `_headers` file read it.
 */

/** Kinds of responses. The first nine after `page` are threads of their own; the rest are files. */
export type PolicyName =
  | 'page'
  | 'webllm'
  | 'wllama'
  | 'downloader'
  | 'server'
  | 'search'
  | 'verify'
  | 'import'
  | 'workspace'
  | 'cage'
  | 'service-worker'
  | 'catalogue'
  | 'asset';

export interface PolicyContext {
  /** Where `models.json` says that models lie, such as `https://huggingface.co`. */
  modelOrigins: readonly string[];
  /** Where the deployer allows model servers, beside loopback. */
  serverOrigins: readonly string[];
  /** The page itself was served from loopback. */
  loopbackPage: boolean;
}

type Directives = Record<string, readonly string[]>;

/** CSP has no form for IPv6 addresses: `[::1]` cannot be listed. */
const loopback = ['http://127.0.0.1:*', 'http://localhost:*', 'https://127.0.0.1:*', 'https://localhost:*'];

const modelHosts = [
  'https://huggingface.co',
  'https://*.huggingface.co',
  'https://*.hf.co',
  'https://raw.githubusercontent.com',
];

/** Every document and worker starts from nothing allowed. */
const nothing: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  // Else `script-src` would speak for it, and a thread could start another one with rights of its own.
  'worker-src': ["'none'"],
};

const trustedTypes = (...names: string[]): Directives => ({
  'require-trusted-types-for': ["'script'"],
  'trusted-types': names.length > 0 ? names : ["'none'"],
});

const runsWasm = { 'script-src': ["'self'", "'wasm-unsafe-eval'"] };

/** A thread that reads what it is given, or the database, and may reach nothing. */
const onlyScript: Directives = {
  ...nothing,
  'script-src': ["'self'"],
  'connect-src': ["'none'"],
  ...trustedTypes(),
};

const directives: Record<PolicyName, (context: PolicyContext) => Directives> = {
  page: () => ({
    ...nothing,
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'frame-src': ["'none'"],
    ...trustedTypes('svelte-trusted-html', 'assent'),
  }),
  webllm: () => ({ ...nothing, ...runsWasm, 'connect-src': ["'self'"], ...trustedTypes() }),
  // It starts its own threads from blob URLs, which Trusted Types would refuse.
  wllama: () => ({ ...nothing, ...runsWasm, 'connect-src': ["'self'"], 'worker-src': ['blob:'] }),
  downloader: ({ modelOrigins, loopbackPage }) => ({
    ...nothing,
    ...runsWasm,
    'connect-src': unique(["'self'", ...modelOrigins, ...modelHosts, ...(loopbackPage ? loopback : [])]),
    ...trustedTypes(),
  }),
  server: ({ serverOrigins }) => ({
    ...nothing,
    'script-src': ["'self'"],
    'connect-src': unique([...loopback, ...serverOrigins]),
    ...trustedTypes(),
  }),
  search: () => onlyScript,
  verify: () => onlyScript,
  import: () => onlyScript,
  workspace: () => onlyScript,
  // What runs in it nobody wrote by hand: it may not even load a script of this origin, whose address could tell something.
  cage: () => ({ ...onlyScript, 'script-src': ["'wasm-unsafe-eval'"] }),
  'service-worker': () => ({
    ...nothing,
    'script-src': ["'self'"],
    'connect-src': ["'self'"],
    ...trustedTypes(),
  }),
  catalogue: () => nothing,
  asset: () => nothing,
};

/** Only what concerns a server on this device is left on; a feature that the app does not use is off. */
const permissions = [
  ...['loopback-network', 'local-network-access', 'local-network'].map((feature) => `${feature}=(self)`),
  ...[
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'camera',
    'display-capture',
    'encrypted-media',
    'gamepad',
    'geolocation',
    'gyroscope',
    'hid',
    'identity-credentials-get',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'otp-credentials',
    'payment',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'storage-access',
    'usb',
    'window-management',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
].join(', ');

const isolation: Record<string, string> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

export const threads = [
  'webllm',
  'wllama',
  'downloader',
  'server',
  'search',
  'verify',
  'import',
  'workspace',
  'cage',
] as const;

/** Which policy rules a path. `path` is relative to the app's base, without a leading slash, query or hash. */
export function policyFor(path: string): PolicyName {
  if (path === '' || path === 'index.html') return 'page';
  if (path === 'sw.js') return 'service-worker';
  if (path === 'models.json') return 'catalogue';
  const thread = /^threads\/([^/]+)\/./.exec(path)?.[1];
  return threads.find((name) => name === thread) ?? 'asset';
}

/** Every header of the response for one path, `path` as in `policyFor`. */
export function headersFor(path: string, context: PolicyContext): Record<string, string> {
  const policy = policyFor(path);
  return {
    ...isolation,
    'Content-Security-Policy': contentSecurityPolicy(policy, context),
    ...(policy === 'page' ? { 'Permissions-Policy': permissions } : {}),
    // Asked again each time: a missing file must not be remembered as missing, and the service worker keeps the rest.
    'Cache-Control': 'no-cache',
  };
}

export function contentSecurityPolicy(policy: PolicyName, context: PolicyContext): string {
  return Object.entries(directives[policy](context))
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}

/** Where a thread may connect to, as its policy writes it, `'self'` left out. */
export function connectSources(policy: PolicyName, context: PolicyContext): string[] {
  return (directives[policy](context)['connect-src'] ?? []).filter((source) => !source.startsWith("'"));
}

/** Whether a host name (as in `location.hostname`) is this device itself. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);
}

const unique = (values: string[]) => [...new Set(values)];
