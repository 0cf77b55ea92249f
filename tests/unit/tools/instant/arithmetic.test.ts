import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate } from '../../../../src/tools/instant/arithmetic.ts';

const plain = (text: string | undefined) => text?.replaceAll(',', '');

describe('calculate', () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['2^10', '1,024'],
    ['2 × (3 + 4) ÷ 7', '2'],
    ['-2 - -3', '1'],
    ['sqrt(2)', '1.41421356237'],
    ['5!', '120'],
    ['2 pi', '6.28318530718'],
    ['1,234.5 + 0.5', '1,235'],
    ['10^50', '1 × 10^50'],
    ['2^100', '1,267,650,600,228,229,401,496,703,205,376'],
  ])('%s is %s', (expression, result) => {
    expect(calculate(expression)).toBe(result);
  });

  it('reads and writes numbers as the locale does', () => {
    expect(calculate('1.234,5 + 1', 'de-DE')).toBe('1.235,5');
    expect(calculate('1,5 * 2', 'pt-PT')).toBe('3');
    expect(calculate('1,5 * 2', 'en-US')).toBeUndefined();
  });

  it.each([
    ['a quotient by nought', '1/0'],
    ['nought to the power of nought', '0^0'],
    ['the root of a negative number', 'sqrt(-1)'],
    ['what can be read in two ways', '6/2(1+2)'],
    ['a huge exponent', '9^9^9'],
    ['a tower of exponents', '2^(2^(2^(2^(2^2))))'],
    ['a huge value in steps', '((((10^1000)^1000)^1000)^1000)^1000'],
    ['a huge factorial', '99999999!'],
    ['a factorial of a factorial', '9!!'],
    ['import', 'import("fs")'],
    ['a call', 'evaluate("1+1")'],
    ['a constructor', 'constructor(1)'],
    ['an inherited name', 'toString(1)'],
    ['an assignment', 'x = 5'],
    ['a definition', 'f(x) = x^2'],
    ['a property', '(1).constructor'],
    ['a matrix', '[1, 2] * 3'],
    ['a string', '"a" + "b"'],
    ['a unit', '5 km + 3 m'],
    ['several lines', '1 + 1\n2 + 2'],
    ['a block', '1 + 1; 2 + 2'],
    ['a comparison', '1 < 2'],
    ['a condition', '1 ? 2 : 3'],
    ['nothing', ''],
    ['deep parentheses', `${'('.repeat(80)}1+1${')'.repeat(80)}`],
    ['open parentheses', '(1 + 2'],
    ['a number of 10,000 digits', `${'9'.repeat(10_000)} + 1`],
    ['a number of 60 digits', `${'9'.repeat(60)} + 1`],
    ['very many signs', '-'.repeat(5000) + '1'],
  ])('has no value for %s, and says so fast', (_what, expression) => {
    const started = performance.now();
    expect(calculate(expression)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('agrees with JavaScript on small whole numbers', () => {
    const sum = fc.letrec<{ sum: string }>((tie) => ({
      sum: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.integer({ min: 0, max: 99 }).map(String),
        fc
          .tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum'))
          .map(([left, op, right]) => `(${left} ${op} ${right})`),
      ),
    })).sum;
    fc.assert(
      fc.property(sum, (expression) => {
        const value = Number(new Function(`return ${expression}`)());
        fc.pre(expression.length <= 200 && Number.isSafeInteger(value));
        expect(plain(calculate(expression))).toBe(String(value === 0 ? 0 : value));
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789+-*/^!() .,xpisqrt'), maxLength: 60 }),
        (text) => {
          const started = performance.now();
          calculate(text);
          expect(performance.now() - started).toBeLessThan(1000);
        },
      ),
    );
  });
});
