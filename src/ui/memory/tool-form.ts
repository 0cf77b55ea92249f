import type { Json } from '../../domain/canonical-json.ts';
import { grants, readLearnedTool, writeLearnedTool, type Grant } from '../../domain/tools/learned-tool.ts';
import { failure, success, type Result } from '../../domain/result.ts';

/** A tool as its form holds it: schemas and examples as JSON text. */
export interface ToolForm {
  name: string;
  description: string;
  body: string;
  input: string;
  output: string;
  grants: Grant[];
  examples: string;
}

/** A tool that works, to begin with. */
export const firstForm: ToolForm = {
  name: 'count_words',
  description: 'Counts the words of a text.',
  body: "return input.text.split(/\\s+/).filter((word) => word !== '').length;",
  input: pretty({
    type: 'object',
    properties: { text: { type: 'string', maxLength: 10_000 } },
    required: ['text'],
    additionalProperties: false,
  }),
  output: pretty({ type: 'integer', minimum: 0 }),
  grants: [],
  examples: pretty([
    { input: { text: 'one two three' }, output: 3 },
    { input: { text: '' }, output: 0 },
    { input: { text: ' a  b ' }, output: 2 },
  ]),
};

/** The form of a tool's canonical text; what cannot be read begins anew. */
export function formOf(text: string): ToolForm {
  const read = readLearnedTool(text);
  if (!read.ok) return firstForm;
  const { name, description, body, input, output, examples } = read.value;
  return {
    name,
    description,
    body,
    input: pretty(input as Json),
    output: pretty(output as Json),
    grants: grants.filter((grant) => read.value.grants.includes(grant)),
    examples: pretty(examples as Json),
  };
}

/** The canonical text of a form, or what is wrong with it, as a sentence. */
export function textOf(form: ToolForm): Result<string, string> {
  const fields: { [name: string]: Json } = {};
  for (const [field, label] of [
    ['input', 'What it takes'],
    ['output', 'What it gives'],
    ['examples', 'Examples'],
  ] as const) {
    const value = parsed(form[field]);
    if (value === undefined) return failure(`“${label}” is not valid JSON.`);
    fields[field] = value;
  }
  const { name, description, body } = form;
  const read = readLearnedTool(
    JSON.stringify({
      name: name.trim(),
      description: description.trim(),
      body,
      grants: form.grants,
      ...fields,
    }),
  );
  return read.ok ? success(writeLearnedTool(read.value)) : read;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function pretty(value: Json): string {
  return JSON.stringify(value, undefined, 2);
}
