import { withheld } from '../domain/tools/capabilities.ts';
import { filesNamedIn, readLearnedTool, toSpec } from '../domain/tools/learned-tool.ts';
import type { ToolSpec } from '../domain/tools/tool.ts';
import type { Toolbox } from '../domain/tools/toolbox.ts';
import { toolLine, toolList } from './registry.ts';
import { createValidator } from './validate.ts';

/** All that tools need, in one chunk that is loaded after the composer. */
export function createToolbox(): Toolbox {
  const validators = new WeakMap<ToolSpec['input'], (value: unknown) => string | undefined>();
  return {
    tools: toolList,
    lineOf: toolLine,
    problemOf(schema, value) {
      const validator = validators.get(schema) ?? createValidator(schema);
      validators.set(schema, validator);
      return validator(value);
    },
    learned: readLearnedTool,
    specOf: toSpec,
    filesNamedIn,
    withheld: (tools, engineSends) => withheld(tools, engineSends),
  };
}
