import { sendsAway } from '../domain/leaving.ts';
import type { Model } from '../domain/model.ts';
import type { Tap } from '../domain/tap.ts';
import type { Loss, Source, ToolCall } from '../domain/tools/tool.ts';
import type { ToolHost } from './tool-host.ts';

/** A call that waits for the person's word. `subject` is what a tap must be for. */
export interface PendingCall {
  call: ToolCall;
  loss: Loss | undefined;
  sources: readonly Source[];
  subject: string;
}

export interface ToolsDeps {
  /** The host comes with the guards and the tools: too large to wait for at the start. */
  loadHost(ask: Tools['ask']): Promise<ToolHost>;
}

/** What the screens see of the tools: the call that waits for a word, and the host once it is loaded. */
export class Tools {
  readonly #deps: ToolsDeps;
  #loading: Promise<ToolHost> | undefined;
  #host: ToolHost | undefined;
  #pending = $state.raw<PendingCall>();
  #answer: ((tap: Tap | undefined) => void) | undefined;

  constructor(deps: ToolsDeps) {
    this.#deps = deps;
  }

  /** What waits for the person's word. */
  get pending(): PendingCall | undefined {
    return this.#pending;
  }

  /** One line a tool for the prompt of a model; none until `ready`. */
  linesFor(model: Model): readonly string[] {
    return this.#host?.tools.linesFor(sendsAway(model)) ?? [];
  }

  /** Loads the tools. Safe to call at any time; a load that failed is tried again. */
  async ready(): Promise<ToolHost> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** The dialog's own button was pressed. */
  confirm(tap: Tap | undefined): void {
    this.#answer?.(tap);
  }

  decline(): void {
    this.#answer?.(undefined);
  }

  /** Shows the dialog and waits for its word. One at a time: an older one is declined. */
  readonly ask = async (pending: PendingCall, signal: AbortSignal): Promise<Tap | undefined> => {
    this.decline();
    const tap = await new Promise<Tap | undefined>((resolve) => {
      this.#answer = resolve;
      this.#pending = pending;
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
      if (signal.aborted) resolve(undefined);
    });
    if (this.#pending === pending) {
      this.#pending = undefined;
      this.#answer = undefined;
    }
    return tap;
  };

  async #load(): Promise<ToolHost> {
    try {
      const host = await this.#deps.loadHost(this.ask);
      await host.tools.ready();
      this.#host = host;
      return host;
    } catch (problem) {
      this.#loading = undefined;
      throw problem;
    }
  }
}
