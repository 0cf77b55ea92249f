import type { ToolToken, ToolTokens } from './tool-tokens.ts';

/*
 * The cage is what holds a tool: in it none of these leads anywhere. This only keeps tools readable, so that the person who approves one can see
 * what it does.
 */

/** Hardly a word of any language: looked for everywhere, also inside texts and comments. */
const unmistakable = [
  'eval',
  'constructor',
  '__proto__',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  'getPrototypeOf',
  'setPrototypeOf',
  'globalThis',
  'importScripts',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'WebTransport',
  'RTCPeerConnection',
  'BroadcastChannel',
  'SharedArrayBuffer',
  'sendBeacon',
  'postMessage',
  'indexedDB',
  'localStorage',
  'sessionStorage',
  'WebAssembly',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'callee',
  'AsyncFunction',
  'GeneratorFunction',
] as const;

/** Also words of a language: forbidden as names in the code, and as a text that is nothing else. */
const ambiguous = [
  'Function',
  'prototype',
  'self',
  'window',
  'require',
  'fetch',
  'caches',
  'navigator',
  'document',
  'location',
  'process',
  'Worker',
  'SharedWorker',
  'Reflect',
  'Proxy',
  'Symbol',
  'Atomics',
  'caller',
] as const;

/** Forbidden in the code alone. `Date` is not in the cage: the time comes as `granted.clock`. */
const statements = ['import', 'export', 'with', 'debugger', 'arguments', 'Date'] as const;

const hidden: readonly string[] = [...unmistakable, ...ambiguous];
const inCode = new Set<string>([...hidden, ...statements]);
const backwards = new Map(hidden.map((name) => [[...name].reverse().join(''), name]));
const anywhere = new RegExp(`(?<![\\p{L}\\p{N}_$])(?:${unmistakable.join('|')})(?![\\p{L}\\p{N}_$])`, 'u');
const wordOf = new RegExp(`(?<![\\p{L}\\p{N}_$.])(?:${[...inCode].join('|')})(?![\\p{L}\\p{N}_$])`, 'u');

/** The forbidden names that a body uses, openly or in disguise. */
export function forbiddenNames(body: string, { tokens, unclear }: ToolTokens): string[] {
  const code = tokens.filter(({ kind }) => kind !== 'comment');
  const found = [
    ...code.flatMap((token, place) =>
      token.kind === 'name' && isForbidden(code, place) ? [token.text] : [],
    ),
    ...tokens.flatMap(({ kind, text }) => (kind === 'name' ? [] : textNames(text))),
    ...scattered(code),
    // Where code and text cannot be told apart, every word counts.
    ...matches(unclear ? wordOf : anywhere, body),
  ];
  return [...new Set(found)];
}

/** `input.document` is what the person called a part of the input. */
function isForbidden(code: readonly ToolToken[], place: number): boolean {
  const name = code[place]?.text ?? '';
  if (!inCode.has(name)) return false;
  const isOwn = ['.', '?.'].includes(code[place - 1]?.text ?? '') && code[place - 2]?.text === 'input';
  return !isOwn || (unmistakable as readonly string[]).includes(name);
}

function textNames(text: string): string[] {
  const exact = hidden.includes(text) ? [text] : [];
  const mirrored = backwards.get(text);
  return [...exact, ...(mirrored === undefined ? [] : [mirrored]), ...matches(anywhere, text)];
}

const matches = (pattern: RegExp, text: string): string[] => {
  const found = pattern.exec(text)?.[0];
  return found === undefined ? [] : [found];
};

/** Names in pieces: `'con' + 'structor'`, `['e', 'val'].join('')`, `${'con'}structor`, or one in each of two constants. */
function scattered(code: readonly ToolToken[]): string[] {
  const texts = code.filter(({ kind }) => kind === 'string' || kind === 'template').map(({ text }) => text);
  const pieces = texts.filter((text) => text !== '');
  return pieces.flatMap((piece, start) => {
    let joined = piece;
    for (const next of pieces.slice(start + 1)) {
      joined += next;
      if (hidden.includes(joined)) return [joined];
      const mirrored = backwards.get(joined);
      if (mirrored !== undefined) return [mirrored];
      if (![...hidden, ...backwards.keys()].some((name) => name.startsWith(joined))) break;
    }
    return [];
  });
}

const textMakers = new Set([
  'fromCharCode',
  'fromCodePoint',
  'atob',
  'unescape',
  'decodeURIComponent',
  'decodeURI',
]);
const joiners = new Set(['join', 'concat', ...textMakers]);
/** These cut: of a text that stands there, something else than it says. */
const cutters = new Set([
  'reverse',
  'replace',
  'replaceAll',
  'slice',
  'substring',
  'at',
  'toLowerCase',
  'trim',
]);

/** Members that are looked up by a text put together on the spot, or texts made of numbers: a name could hide in them. */
export function hiddenLookups({ tokens }: ToolTokens): string[] {
  const code = tokens.filter(({ kind }) => kind !== 'comment');
  return code.flatMap((token, place) => {
    if (token.text !== '[' || token.kind !== 'sign' || !isMemberAccess(code, place)) return [];
    const inside = code.slice(place + 1, closing(code, place));
    const isText = ({ kind, text }: ToolToken) =>
      kind === 'string' || kind === 'template' || (kind === 'sign' && text === '${');
    const isPut = inside.some(({ kind, text }) =>
      kind === 'sign'
        ? ['+', '${'].includes(text)
        : kind === 'name' && (joiners.has(text) || cutters.has(text)),
    );
    const couldHide =
      isPut && inside.some((one) => isText(one) || (one.kind === 'name' && joiners.has(one.text)));
    return couldHide
      ? [
          inside
            .map(({ text }) => text)
            .join(' ')
            .slice(0, 80),
        ]
      : [];
  });
}

function isMemberAccess(code: readonly ToolToken[], place: number): boolean {
  const before = code[place - 1];
  if (before === undefined) return false;
  if (before.kind === 'sign') return [')', ']', '}', '?.'].includes(before.text);
  return before.kind !== 'name' || !/^(?:return|of|in|case|typeof|yield|await|throw)$/.test(before.text);
}

function closing(code: readonly ToolToken[], start: number): number {
  let open = 0;
  for (let place = start; place < code.length; place++) {
    const { kind, text } = code[place] ?? { kind: 'sign', text: '' };
    if (kind !== 'sign') continue;
    if (text === '[') open += 1;
    if (text === ']') open -= 1;
    if (open === 0) return place;
  }
  return code.length;
}
