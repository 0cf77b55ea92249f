import { failure, success } from '../domain/result.ts';
import { toolError } from '../domain/tools/tool.ts';
import { defineTool, objectSchema, text } from './define-tool.ts';
import { later } from './later.ts';

export const calculate = defineTool<'calculate', { expression: string }>({
  name: 'calculate',
  description: 'Works out a sum such as 12 * (3 + 4).',
  input: objectSchema({ expression: text('numbers and operators only, for example 12 * (3 + 4)', 200) }),
  output: { type: 'string' },
  tags: [],
  perTurn: 5,
  async run({ expression }) {
    const arithmetic = await later(import('./instant/arithmetic.ts'));
    if (!arithmetic.ok) return arithmetic;
    const result = arithmetic.value.calculate(expression);
    return result === undefined
      ? failure(toolError('input', `“${expression}” is no sum that can be worked out.`))
      : success({ output: result, said: `${expression} = ${result}` });
  },
});
