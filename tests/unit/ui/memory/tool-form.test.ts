import { describe, expect, it } from 'vitest';
import { readLearnedTool } from '../../../../src/domain/tools/learned-tool.ts';
import { firstForm, formOf, textOf, type ToolForm } from '../../../../src/ui/memory/tool-form.ts';

const written = (form: ToolForm): string => {
  const text = textOf(form);
  if (!text.ok) throw new Error(text.error);
  return text.value;
};

describe('the form of a tool', () => {
  it('begins with a tool that is valid and does what its examples say', () => {
    const read = readLearnedTool(written(firstForm));
    if (!read.ok) throw new Error(read.error);
    const { body, examples } = read.value;
    // Our own text, to see that the first thing people get to see is true.
    const run = new Function('input', 'granted', body) as (input: unknown, granted: unknown) => unknown;
    for (const { input, output } of examples as { input: unknown; output: unknown }[])
      expect(run(input, {})).toEqual(output);
  });

  it('comes back as it was written', () => {
    const form: ToolForm = { ...firstForm, name: 'count_more', grants: ['clock', 'files'] };
    expect(formOf(written(form))).toMatchObject({ name: 'count_more', grants: ['clock', 'files'] });
    expect(written(formOf(written(form)))).toBe(written(form));
  });

  it('writes the same text whatever the blanks and the order in its JSON', () => {
    const other = {
      ...firstForm,
      name: ` ${firstForm.name} `,
      output: '{ "minimum":0,\n"type" : "integer" }',
    };
    expect(written(other)).toBe(written(firstForm));
  });

  it('begins anew where a text cannot be read', () => {
    expect(formOf('{"name":')).toEqual(firstForm);
  });
});

describe('a mistake', () => {
  it.each([
    ['input', '“What it takes” is not valid JSON.'],
    ['output', '“What it gives” is not valid JSON.'],
    ['examples', '“Examples” is not valid JSON.'],
  ] as const)('in the JSON of %s says in which field', (field, sentence) => {
    expect(textOf({ ...firstForm, [field]: '{"type": ' })).toEqual({ ok: false, error: sentence });
  });

  it.each<[string, Partial<ToolForm>, RegExp]>([
    ['a name with capitals', { name: 'CountWords' }, /name must have 3 to 40/],
    ['the name of a built-in tool', { name: 'read_file' }, /“read_file” is the name of a built-in/],
    ['no description', { description: '  ' }, /description must have/],
    ['no code', { body: ' ' }, /code must have 1 to/],
    ['an input that is no object', { input: '{"type":"string"}' }, /input of a tool must be an object/],
    ['a schema keyword that is not allowed', { output: '{"$ref":"#"}' }, /^The output cannot be used/],
    ['too few examples', { examples: '[]' }, /needs 3 to 20 examples/],
    ['examples that are no list', { examples: '{}' }, /needs 3 to 20 examples/],
  ])('is one sentence: %s', (_, change, sentence) => {
    const text = textOf({ ...firstForm, ...change });
    if (text.ok) throw new Error('It was taken.');
    expect(text.error).toMatch(sentence);
    expect(text.error).toMatch(/^[^\n]+\.$/);
  });
});
