import type { Json } from '../domain/canonical-json.ts';
import { confirmSubject } from '../domain/consent/subjects.ts';
import type {
  CalledFact,
  CallEnd,
  Reminders,
  Together,
  ToolRecord,
  Within,
  Workspace,
} from '../domain/ports-tools.ts';
import type { Clock, Search } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';
import type { Sha256, Tap } from '../domain/tap.ts';
import { inputHash } from '../domain/tools/call-hash.ts';
import { limitOf, mustAsk, resultText } from '../domain/tools/guard.ts';
import { type Masked, maskSecrets } from '../domain/tools/mask.ts';
import { distinct, taintOf, type ForeignText } from '../domain/tools/taint.ts';
import {
  toolError,
  type Loss,
  type Source,
  type ToolCall,
  type ToolCallState,
  type ToolError,
  type ToolOutcome,
  type ToolPowers,
  type ToolSpec,
} from '../domain/tools/tool.ts';
import { midnight } from './midnight.ts';
import { ToolsAtHand, type Known, type ToolsAtHandDeps } from './tools-at-hand.ts';
import type { PendingCall } from './tools.svelte.ts';

export interface ToolStores {
  workspace: Workspace;
  reminders: Reminders;
  search: Pick<Search, 'find'>;
  toolRecord: ToolRecord;
  together: Together;
}

export interface ToolHostDeps extends ToolsAtHandDeps {
  stores: Promise<ToolStores>;
  clock: Clock;
  sha256: Sha256;
  timeZone: string;
  /** Shows the dialog; undefined where the person, or the signal, says no. */
  ask(pending: PendingCall, signal: AbortSignal): Promise<Tap | undefined>;
}

/** What stands around a call. */
export interface CallTurn {
  by: ToolCall['by'];
  /** Calls of this turn so far. */
  before: readonly ToolCall[];
  /** Sources of texts that the person did not type, in this turn. */
  sources: readonly Source[];
  /** The same, of earlier turns. */
  earlier: readonly ForeignText[];
  engineSends: boolean;
  signal: AbortSignal;
  keep?: Keep | undefined;
}

/** Stores what else there is of an ended call, in the transaction that notes its end. */
export type Keep = (call: ToolCall, within: Within) => Promise<void>;

/** What a call came to. `wrong`: it was no call of a tool that is there. */
export interface Called {
  call: ToolCall;
  wrong: boolean;
}

export interface EditOptions {
  keep?: Keep | undefined;
  masks?: boolean;
}

/** The one place where tools are run. Every guardrail on actions is enforced here, whoever calls. */
export class ToolHost {
  readonly tools: ToolsAtHand;
  readonly #deps: ToolHostDeps;

  constructor(deps: ToolHostDeps) {
    this.#deps = deps;
    this.tools = new ToolsAtHand(deps);
    deps.stores.catch(() => {});
  }

  /** Runs one call to its end, whatever that is. Never throws for what a model or a person may ask. */
  async call(tool: string, input: Json, raw: string, turn: CallTurn): Promise<Called> {
    const begun = this.#begun(tool, maskSecrets(input), { by: turn.by, raw });
    const known = await this.tools.find(tool, turn.engineSends);
    const wrong = (sentence: string) => ({
      call: ended(begun, failedState(toolError('input', sentence))),
      wrong: true,
    });
    if (known === undefined) return wrong(`There is no tool “${tool}” here.`);
    const problem = this.tools.box.problemOf(known.spec.input, begun.input);
    if (problem !== undefined) return wrong(problem);
    return { call: await this.#guarded(known, begun, turn), wrong: false };
  }

  /** Something that the person does by a word of their own ("add eggs to shopping"). */
  async byHand(tool: string, input: Json, signal: AbortSignal, keep?: Keep): Promise<ToolCall> {
    const around = { before: [], sources: [], earlier: [], engineSends: false };
    return (await this.call(tool, input, '', { by: 'you', ...around, signal, keep })).call;
  }

  /**
   * A change that the person asked for by their own words and that is no tool of the model's: noted, shown and undone alike.
   * `work` gets the input, with its secrets masked where `masks`.
   */
  async ownEdit<Input extends Json>(
    name: string,
    input: Input,
    work: (input: Input) => Promise<Result<ToolOutcome, ToolError>>,
    { keep, masks = false }: EditOptions = {},
  ): Promise<ToolCall> {
    const { toolRecord } = await this.#deps.stores;
    const call = this.#begun(name, masks ? maskSecrets(input) : { input, kinds: [] }, { by: 'you', raw: '' });
    const noted = await toolRecord.called(this.#factOf(call));
    if (!noted.ok) return unnoted(call, noted.error);
    // Masking leaves the form as it is.
    const result = await work(call.input as Input);
    return this.#end(call, stateOf(result), keep);
  }

  /** The same for a change in the databases alone: call, change and what is kept of it are one transaction. */
  async ownEntry(
    name: string,
    input: Json,
    work: (within: Within) => Promise<Result<ToolOutcome, ToolError>>,
    keep: Keep = async () => {},
  ): Promise<ToolCall> {
    const { together } = await this.#deps.stores;
    const call = this.#begun(name, { input, kinds: [] }, { by: 'you', raw: '' });
    return together(async (within) => {
      const noted = await within.toolRecord.called(this.#factOf(call));
      if (!noted.ok) return unnoted(call, noted.error);
      const result = await work(within);
      await within.toolRecord.returned(call.id, result.ok ? 'done' : 'failed');
      const whole = ended(call, stateOf(result));
      await keep(whole, within);
      return whole;
    });
  }

  /** Takes a call back. The call as it stands afterwards, or why it could not be. `keep` stores it. */
  async undo(call: ToolCall, keep: Keep = async () => {}): Promise<Result<ToolCall, ToolError>> {
    const { state } = call;
    if (state.kind !== 'done' || state.undo === undefined || state.undone === true)
      return failure(toolError('missing', 'There is nothing to undo.'));
    const { undo } = state;
    const { workspace, together } = await this.#deps.stores;
    if (undo.kind === 'workspace') {
      const result = await workspace.undo(undo.id);
      if (!result.ok) return result;
    }
    const undone: ToolCall = { ...call, state: { ...state, undone: true } };
    await together(async (within) => {
      if (undo.kind === 'reminder') await within.reminders.remove(undo.id);
      if (undo.kind === 'cancelled-reminders') await within.reminders.restore(undo.ids);
      await within.toolRecord.undone(call.id);
      await keep(undone, within);
    });
    return success(undone);
  }

  #begun(tool: string, { input, kinds }: Masked, { by, raw }: Pick<ToolCall, 'by' | 'raw'>): ToolCall {
    const { clock, ids } = this.#deps;
    return {
      id: ids(),
      tool,
      input,
      at: clock(),
      by,
      raw,
      sent: '',
      salt: ids(),
      ...(kinds.length > 0 && { masked: kinds }),
      state: { kind: 'running' },
    };
  }

  #factOf({ id, tool, by, salt, input }: ToolCall): CalledFact {
    return { call: id, tool, by, input: inputHash(salt, input, this.#deps.sha256) };
  }

  /** Notes how a call that ran came out, with what else is to be kept of it. */
  async #end(call: ToolCall, state: ToolCallState, keep?: Keep): Promise<ToolCall> {
    const { toolRecord, together } = await this.#deps.stores;
    const end = state.kind === 'done' ? 'done' : 'failed';
    const whole = ended(call, state);
    if (keep === undefined) await toolRecord.returned(call.id, end);
    else
      await together(async (within) => {
        await within.toolRecord.returned(call.id, end);
        await keep(whole, within);
      }).catch(async (problem: unknown) => {
        // What was done outside of the databases is done all the same.
        await toolRecord.returned(call.id, end).catch(() => {});
        throw problem;
      });
    return whole;
  }

  async #guarded(known: Known, call: ToolCall, turn: CallTurn): Promise<ToolCall> {
    const { toolRecord } = await this.#deps.stores;
    const end = async (how: CallEnd, error: ToolError) => {
      await toolRecord.returned(call.id, how);
      return ended(call, failedState(error));
    };
    if (turn.by === 'assistant') {
      const today = await toolRecord.callsSince(midnight(this.#deps.clock()));
      const over = limitOf(known.spec, call.input, { before: turn.before, today });
      if (over !== undefined) return end('refused', over);
    }
    const now = [...turn.sources, ...turn.before.flatMap(sourcesOf)];
    const sources = taintOf(call.input, distinct(now), turn.earlier);
    const powers = await this.#powers(turn.by, sources);
    const loss = await known.loses(call.input, powers);
    const asked = mustAsk(known.spec, loss, sources)
      ? await this.#ask(call, loss, sources, turn.signal)
      : 'free';
    if (asked === 'declined')
      return end(
        'declined',
        toolError('declined', 'You said no: nothing was changed.', 'confirm-destructive'),
      );
    const noted = await toolRecord.called(this.#factOf(call), asked === 'free' ? undefined : asked);
    if (!noted.ok) return unnoted(call, noted.error);
    if (turn.signal.aborted) return end('failed', toolError('stopped', 'It was stopped before it began.'));
    const result = await known.run(call.input, powers, turn.signal);
    if (!result.ok) return this.#end(call, failedState(result.error), turn.keep);
    const { output, said, undo } = result.value;
    const from = distinct([...(result.value.sources ?? []), ...(readsBack(known.spec) ? sources : [])]);
    const came = { ...(undo && { undo }), ...(from.length > 0 && { sources: from }) };
    return this.#end(call, { kind: 'done', said, output, ...came }, turn.keep);
  }

  /** Waits for the word of the dialog. An aborted turn is a no. */
  async #ask(
    call: ToolCall,
    loss: Loss | undefined,
    sources: readonly Source[],
    signal: AbortSignal,
  ): Promise<'declined' | { tap: Tap; subject: string }> {
    const { id, tool, input } = call;
    const subject = confirmSubject({ call: id, tool, input, loss, sources });
    const tap = await this.#deps.ask({ call, loss, sources, subject }, signal);
    return tap === undefined ? 'declined' : { tap, subject };
  }

  async #powers(by: ToolCall['by'], sources: readonly Source[]): Promise<ToolPowers> {
    const { clock, timeZone } = this.#deps;
    const { workspace, reminders, search } = await this.#deps.stores;
    return { workspace, reminders, search, now: clock, timeZone, sources, by };
  }
}

const ended = (call: ToolCall, state: ToolCallState): ToolCall => {
  const whole = { ...call, state };
  return { ...whole, sent: resultText(whole) };
};

const failedState = (error: ToolError): ToolCallState => ({ kind: 'failed', error });

/** What cannot be put on record is not done. */
const unnoted = (call: ToolCall, { sentence }: { sentence: string }): ToolCall =>
  ended(call, failedState(toolError('refused', sentence)));

const stateOf = (result: Result<ToolOutcome, ToolError>): ToolCallState =>
  result.ok ? { kind: 'done', ...result.value } : failedState(result.error);

const sourcesOf = ({ state }: ToolCall): readonly Source[] =>
  state.kind === 'done' ? (state.sources ?? []) : [];

/** What came in comes out again: a tool that only reckons hands on where its input is from. */
const readsBack = ({ tags }: ToolSpec): boolean => !tags.includes('persistent_write');
