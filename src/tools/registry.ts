/** Something that the assistant can do besides talking. */
export interface Tool {
  name: string;
  /** One sentence for the prompt. */
  description: string;
}

/** Every tool, one file each. Empty until the first one is written. */
const tools: readonly Tool[] = [];

/** What the prompt says of the tools: one line each, in the order of the registry. */
export const toolLines = (): string[] => tools.map(({ name, description }) => `${name}: ${description}`);
