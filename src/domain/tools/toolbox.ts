import type { Json } from '../canonical-json.ts';
import type { LearnedTool } from '../learned/state.ts';
import type { Result } from '../result.ts';
import type { Tool, ToolSpec } from './tool.ts';

/** What the tools are made of: too large to wait for at the start. */
export interface Toolbox {
  tools: readonly Tool[];
  /** What the prompt says of a built-in tool, in one line. */
  lineOf(tool: Tool): string;
  /** Undefined for a value that obeys the schema, else what is wrong, as a sentence. */
  problemOf(schema: ToolSpec['input'], value: unknown): string | undefined;
  learned(text: string): Result<LearnedTool, string>;
  specOf(tool: LearnedTool): ToolSpec;
  filesNamedIn(tool: LearnedTool, input: Json): string[];
  /** Names of tools that must not be offered to a model whose server is not on this device. */
  withheld(tools: readonly Pick<ToolSpec, 'name' | 'tags'>[], engineSends: boolean): string[];
}
