import type { Json } from '../domain/canonical-json.ts';
import type { LearnedItem, LearnedTool } from '../domain/learned/state.ts';
import type { Cage, CageJob } from '../domain/ports-tools.ts';
import type { Ids } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';
import {
  toolError,
  type Loss,
  type Source,
  type ToolError,
  type ToolOutcome,
  type ToolPowers,
  type ToolSpec,
} from '../domain/tools/tool.ts';
import type { Toolbox } from '../domain/tools/toolbox.ts';

export interface ToolsAtHandDeps {
  loadToolbox(): Promise<Toolbox>;
  cage: Cage;
  ids: Ids;
  /** What acts; tools among it are learned ones. */
  learned(): readonly LearnedItem[];
}

/** A tool, built in or learned, as it is run. */
export interface Known {
  spec: ToolSpec;
  /** What would be lost, for the person who is asked first. */
  loses(input: Json, powers: ToolPowers): Promise<Loss | undefined>;
  run(input: Json, powers: ToolPowers, signal: AbortSignal): Promise<Result<ToolOutcome, ToolError>>;
}

/** The tools that are there, built in and learned: what a model is told of them, and how each is run. It guards nothing. */
export class ToolsAtHand {
  readonly #deps: ToolsAtHandDeps;
  #box: Toolbox | undefined;

  constructor(deps: ToolsAtHandDeps) {
    this.#deps = deps;
  }

  /** Loads the tools. Safe to call at any time. */
  async ready(): Promise<Toolbox> {
    return (this.#box ??= await this.#deps.loadToolbox());
  }

  /** What the tools are made of. `ready` has to come first. */
  get box(): Toolbox {
    if (this.#box === undefined) throw new Error('The tools are not loaded yet.');
    return this.#box;
  }

  /** The tools that a model may be offered, learned ones last. */
  async offered(engineSends: boolean): Promise<ToolSpec[]> {
    const box = await this.ready();
    const all = this.#all(box);
    const withheld = box.withheld(all, engineSends);
    return all.filter(({ name }) => !withheld.includes(name));
  }

  /** One line a tool for the prompt, once they are loaded: those that a model may be offered. */
  linesFor(engineSends: boolean): readonly string[] {
    const box = this.#box;
    if (box === undefined) return [];
    const withheld = box.withheld(this.#all(box), engineSends);
    const lines = [
      ...box.tools.map((tool) => ({ name: tool.name, line: box.lineOf(tool) })),
      ...this.#learned(box).map(({ name, description }) => ({ name, line: `${name}: ${description}` })),
    ];
    return lines.filter(({ name }) => !withheld.includes(name)).map(({ line }) => line);
  }

  /** Names of all tools, once they are loaded. */
  get names(): string[] {
    return [...(this.#box?.tools ?? []).map(({ name }) => name), ...this.learnedNames];
  }

  /** Names of learned tools that act, once they are loaded. */
  get learnedNames(): string[] {
    return this.#box === undefined ? [] : this.#learned(this.#box).map(({ name }) => name);
  }

  /** Undefined where no tool of this name may be offered now. */
  async find(name: string, engineSends: boolean): Promise<Known | undefined> {
    const box = await this.ready();
    const offered = await this.offered(engineSends);
    if (!offered.some((spec) => spec.name === name)) return undefined;
    const own = box.tools.find((tool) => tool.name === name);
    if (own !== undefined)
      return {
        spec: own,
        loses: async (input, powers) => own.loses?.(input, powers),
        run: (input, powers) => own.run(input, powers),
      };
    const learned = this.#learned(box).find((tool) => tool.name === name);
    if (learned === undefined) return undefined;
    return {
      spec: box.specOf(learned),
      loses: async () => undefined,
      run: (input, powers, signal) => this.#runLearned(box, learned, input, powers, signal),
    };
  }

  #all(box: Toolbox): ToolSpec[] {
    return [...box.tools, ...this.#learned(box).map((tool) => box.specOf(tool))];
  }

  #learned(box: Toolbox): LearnedTool[] {
    return this.#deps.learned().flatMap(({ kind, text }) => {
      const read = kind === 'tool' ? box.learned(text) : undefined;
      return read?.ok === true ? [read.value] : [];
    });
  }

  /** In the cage, with what was granted and nothing else. */
  async #runLearned(
    box: Toolbox,
    tool: LearnedTool,
    input: Json,
    { workspace, now, timeZone }: ToolPowers,
    signal: AbortSignal,
  ): Promise<Result<ToolOutcome, ToolError>> {
    const granted: { [name: string]: Json } = {};
    const sources: Source[] = [];
    if (tool.grants.includes('clock')) granted['clock'] = { now: now(), timeZone };
    if (tool.grants.includes('random')) granted['random'] = this.#deps.ids();
    if (tool.grants.includes('files')) {
      const files: { [path: string]: Json } = {};
      for (const path of box.filesNamedIn(tool, input)) {
        const read = await workspace.read(path);
        if (!read.ok) return read;
        files[path] = read.value.text;
        const { origin, sources: from } = read.value.file;
        if (origin === 'brought') sources.push({ kind: 'file', path: read.value.file.path });
        sources.push(...from);
      }
      granted['files'] = files;
    }
    const job: CageJob = { body: tool.body, input, granted };
    const ran = await this.#deps.cage.run(job, signal);
    if (!ran.ok) return ran;
    const { output } = ran.value;
    const problem = box.problemOf(box.specOf(tool).output, output);
    if (problem !== undefined)
      return failure(toolError('output', `“${tool.name}” gave what it must not: ${problem}`));
    return success({ output, said: `Used “${tool.name}”.`, sources });
  }
}
