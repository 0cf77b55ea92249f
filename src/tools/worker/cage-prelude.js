/**
 * Runs inside QuickJS before the tool's code, and keeps what it needs of the language for itself: the tool may change every
 * prototype afterwards. It takes away what makes code from text, chance and whatever is not in the list below.
 */
(() => {
  'use strict';
  const { parse, stringify } = JSON;
  const { apply, defineProperty, deleteProperty, getPrototypeOf, ownKeys } = Reflect;
  const { hasOwn } = Object;
  const { imul } = Math;
  const { toString } = Function.prototype;
  const { charCodeAt, slice } = String.prototype;

  const kept = new Set([
    ...[
      'globalThis',
      'undefined',
      'NaN',
      'Infinity',
      'Object',
      'Function',
      'Boolean',
      'Symbol',
      'Number',
      'BigInt',
      'Math',
    ],
    ...[
      'String',
      'RegExp',
      'Array',
      'Map',
      'Set',
      'WeakMap',
      'WeakSet',
      'Iterator',
      'JSON',
      'Promise',
      'Reflect',
      'Proxy',
    ],
    ...[
      'ArrayBuffer',
      'DataView',
      'Int8Array',
      'Uint8Array',
      'Uint8ClampedArray',
      'Int16Array',
      'Uint16Array',
    ],
    ...[
      'Int32Array',
      'Uint32Array',
      'BigInt64Array',
      'BigUint64Array',
      'Float16Array',
      'Float32Array',
      'Float64Array',
    ],
    ...['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
    ...['InternalError', 'AggregateError', 'parseInt', 'parseFloat', 'isNaN', 'isFinite'],
    ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape'],
    Symbol.toStringTag,
  ]);
  for (const name of ownKeys(globalThis)) {
    if (!kept.has(name) && !deleteProperty(globalThis, name)) throw new Error(`${String(name)} stays.`);
  }

  function NoFunction() {
    throw new EvalError('Code cannot be made from text here.');
  }
  // So that `instanceof Function` still holds.
  NoFunction.prototype = Function.prototype;
  globalThis.Function = NoFunction;
  for (const made of [function () {}, async function () {}, function* () {}, async function* () {}]) {
    defineProperty(getPrototypeOf(made), 'constructor', {
      value: NoFunction,
      writable: false,
      configurable: false,
    });
  }

  /** mulberry32, from the FNV-1a hash of the seed's JSON. */
  const randomFrom = (seed) => {
    const text = stringify(seed);
    let state = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) state = imul(state ^ text.charCodeAt(at), 0x01000193);
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  };
  const noRandom = () => {
    throw new Error('Math.random needs the grant “random”.');
  };

  return {
    /** `made` came of evaluating `source`. It is one function only if it is its whole text: no body closed it early. */
    run(made, source, input, granted) {
      if (typeof made !== 'function' || apply(toString, made, []) !== source) {
        throw new SyntaxError('The code is not the body of one function.');
      }
      const given = parse(granted);
      defineProperty(Math, 'random', {
        value: hasOwn(given, 'random') ? randomFrom(given.random) : noRandom,
      });
      return made(parse(input), given);
    },

    /** The JSON of a value; 1 where it has none, 2 where it is longer than `limit` bytes of UTF-8. */
    toText(value, limit) {
      const text = stringify(value);
      if (typeof text !== 'string') return 1;
      if (text.length > limit) return 2;
      let bytes = 0;
      for (let at = 0; at < text.length; at += 1) {
        const unit = apply(charCodeAt, text, [at]);
        // Half a pair is two of its four bytes; lone halves are escaped by now.
        if (unit < 0x80) bytes += 1;
        else bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
      }
      return bytes > limit ? 2 : text;
    },

    /** What was thrown, in at most 200 characters. Reading it may run the tool's code again. */
    describe(thrown) {
      let text = '';
      if (typeof thrown === 'object' && thrown !== null) {
        const { name, message } = thrown;
        if (typeof message === 'string') text = message;
        if (typeof name === 'string' && name !== 'Error') text = `${name}: ${text}`;
      } else if (typeof thrown !== 'function' && typeof thrown !== 'symbol') {
        text = `${thrown}`;
      }
      return apply(slice, text, [0, 200]);
    },
  };
})();
