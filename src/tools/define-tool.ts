import type { Json } from '../domain/canonical-json.ts';
import type { JsonSchema } from '../domain/generation.ts';
import type { Loss, Tool, ToolName, ToolOutcome, ToolError, ToolPowers } from '../domain/tools/tool.ts';
import type { Result } from '../domain/result.ts';

type Typed<Name extends ToolName, Input> = Omit<Tool, 'name' | 'loses' | 'run'> & {
  name: Name;
  loses?(input: Input, powers: ToolPowers): Promise<Loss | undefined>;
  run(input: Input, powers: ToolPowers): Promise<Result<ToolOutcome, ToolError>>;
};

/**
 * A tool whose input has a type of its own, which is erased here and nowhere else: the host checks every input against the schema
 * before it gets this far.
 */
export function defineTool<Name extends ToolName, Input>(tool: Typed<Name, Input>): Tool & { name: Name } {
  const { loses, run, ...spec } = tool;
  return {
    ...spec,
    ...(loses && { loses: (input: Json, powers: ToolPowers) => loses(input as Input, powers) }),
    run: (input, powers) => run(input as Input, powers),
  };
}

/** A schema of an object with nothing beside these properties; all of them are required, but for those named. */
export const objectSchema = (
  properties: { [name: string]: JsonSchema },
  optional: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

export const text = (description: string, maxLength: number): JsonSchema => ({
  type: 'string',
  description,
  minLength: 1,
  maxLength,
});

export const pathText = (description = 'for example notes/trip.md'): JsonSchema => text(description, 400);

/** The text of a file: it may be empty. */
export const wholeText = (description: string): JsonSchema => ({
  type: 'string',
  description,
  maxLength: 20_000,
});
