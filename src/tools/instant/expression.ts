import type { MathNode } from 'mathjs';
import { decimal, mathematics, type BigNumber } from './mathematics.ts';
import { numberSource, readNumber } from './numbers.ts';

const longest = 200;
const deepest = 30;
const largestExponent = 1000;
const largestFactorial = 100;
/** Powers of ten that a value between two steps may have: what is larger is nothing that a person reads. */
const largestSize = 5000;

type Step = (value: BigNumber) => BigNumber | undefined;

const functions: Readonly<Record<string, Step>> = {
  sqrt: (value) => (value.isNegative() ? undefined : value.sqrt()),
  cbrt: (value) => value.cbrt(),
  abs: (value) => value.abs(),
  round: (value) => value.round(),
  floor: (value) => value.floor(),
  ceil: (value) => value.ceil(),
  ln: (value) => (value.lte(0) ? undefined : value.ln()),
};
const constants: Readonly<Record<string, () => BigNumber>> = {
  pi: () => decimal('3.141592653589793238462643383279502884197169399375105820974944592'),
};

const words: readonly [RegExp, string][] = [
  [/\bplus\b/g, '+'],
  [/\bminus\b|[−–]/g, '-'],
  [/\bmultiplied by\b|\btimes\b|[×·]/g, '*'],
  [/\bdivided by\b|÷/g, '/'],
  [/\bto the power of\b|\*\*/g, '^'],
  [/(?<=[\d)]) ?squared\b|²/g, '^2'],
  [/(?<=[\d)]) ?cubed\b|³/g, '^3'],
  [/(?<=[\d)]) ?factorial\b/g, '!'],
  [/√/g, 'sqrt '],
  [/π/g, 'pi'],
  [/(?<=[\d)]) ?x ?(?=[\d(])/g, '*'],
];
const named: readonly [RegExp, string][] = [
  [/\bsquare root of\b/g, 'sqrt '],
  [/\bcube root of\b/g, 'cbrt '],
  [/\babsolute value of\b/g, 'abs '],
];

interface Sum {
  /** The sum in mathjs's spelling. */
  spelled: string;
  /** There is more in it than one number. */
  reckons: boolean;
}

/** A sum spelled out in numbers, operators and a few functions; undefined for all else, and where it can be read in two ways. */
export function spell(expression: string, locale: string): Sum | undefined {
  if (expression.length > longest) return undefined;
  let text = expression.toLowerCase();
  for (const [pattern, sign] of words) text = text.replace(pattern, sign);
  const before = text;
  for (const [pattern, name] of named) text = text.replace(pattern, name);
  if (before !== text) {
    // "The square root of 16 + 9" is 13 or 5.
    const [, name = '', number = ''] = new RegExp(`^\\s*([a-z]+) +(-?${numberSource})\\s*$`).exec(text) ?? [];
    if (number === '') return undefined;
    text = `${name}(${number})`;
  }
  return join(text, locale);
}

function join(text: string, locale: string): Sum | undefined {
  const token = new RegExp(`\\s*(?:(${numberSource})|([a-z]+)|([-+*/^!()]))`, 'y');
  const parts: string[] = [];
  let depth = 0;
  let isReckoning = false;
  let isImplicit = false;
  for (let end = 0; end < text.trimEnd().length; end = token.lastIndex) {
    token.lastIndex = end;
    const [all, number, word, sign] = token.exec(text) ?? [];
    if (all === undefined) return undefined;
    const last = parts.at(-1) ?? '';
    const isAfterValue = /^[\d)]|^pi$|^!$/.test(last);
    if (number !== undefined) {
      const plain = readNumber(number, locale);
      if (plain === undefined || isAfterValue) return undefined;
      parts.push(last in functions ? `(${plain})` : plain);
    } else if (word !== undefined) {
      if (!Object.hasOwn(functions, word) && !Object.hasOwn(constants, word)) return undefined;
      if (isAfterValue) parts.push('*');
      isImplicit ||= isAfterValue;
      isReckoning ||= word in functions;
      parts.push(word);
    } else if (sign !== undefined) {
      if (sign === '!' && last === '!') return undefined;
      if (sign === '(') {
        if (++depth > deepest) return undefined;
        if (isAfterValue) parts.push('*');
        isImplicit ||= isAfterValue;
      }
      isReckoning ||= isAfterValue && sign !== ')';
      parts.push(sign);
    }
  }
  // "6/2(1+2)" is 9 or 1.
  if (parts.length === 0 || (isImplicit && parts.includes('/'))) return undefined;
  return { spelled: parts.join(' ').replace(/([a-z]) \(/g, '$1('), reckons: isReckoning || isImplicit };
}

/** The value of a spelled sum. Undefined where it has none, or one that would take long. */
export function valueOf({ spelled }: Sum): BigNumber | undefined {
  try {
    return evaluate(mathematics.parse(spelled));
  } catch {
    return undefined;
  }
}

/** The parts of mathjs's nodes that a sum is made of. */
interface Parts {
  type: string;
  op?: string;
  args?: readonly MathNode[];
  content?: MathNode;
  value?: unknown;
  name?: string;
  fn?: { name?: string };
}

function evaluate(node: MathNode): BigNumber | undefined {
  const { type, op = '', args = [], content, value, name = '', fn } = node as unknown as Parts;
  switch (type) {
    case 'ConstantNode':
      return decimal(String(value));
    case 'SymbolNode':
      return Object.hasOwn(constants, name) ? constants[name]?.() : undefined;
    case 'ParenthesisNode':
      return content && evaluate(content);
    case 'FunctionNode':
    case 'OperatorNode': {
      const [left, right] = args.map(evaluate);
      if (left === undefined || (args.length === 2 && right === undefined) || args.length > 2)
        return undefined;
      const result =
        type === 'FunctionNode'
          ? functions[fn?.name ?? '']?.(left)
          : right
            ? apply(op, left, right)
            : sign(op, left);
      return result?.isFinite() === true && Math.abs(result.e) <= largestSize ? result : undefined;
    }
    default:
      return undefined;
  }
}

function sign(op: string, value: BigNumber): BigNumber | undefined {
  if (op === '+') return value;
  if (op === '-') return value.neg();
  if (op !== '!' || !value.isInteger() || value.isNegative() || value.gt(largestFactorial)) return undefined;
  let product = decimal(1);
  for (let factor = 2; factor <= value.toNumber(); factor++) product = product.times(factor);
  return product;
}

function apply(op: string, left: BigNumber, right: BigNumber): BigNumber | undefined {
  switch (op) {
    case '+':
      return left.plus(right);
    case '-':
      return left.minus(right);
    case '*':
      return left.times(right);
    case '/':
      return right.isZero() ? undefined : left.div(right);
    case '^':
      if (right.abs().gt(largestExponent) || (left.isZero() && right.lte(0))) return undefined;
      return left.isNegative() && !right.isInteger() ? undefined : left.pow(right);
    default:
      return undefined;
  }
}
