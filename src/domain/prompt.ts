import type { AssistantMessage, Message, Receipt } from './conversation.ts';
import { engineError, type EngineError } from './engine-error.ts';
import type { PromptMessage } from './generation.ts';
import { failure, success, type Result } from './result.ts';
import type { ToolCall } from './tools/tool.ts';
import { type Calibration, estimateMessage, estimatePrompt, estimateTokens } from './token-estimate.ts';

/** What the system message is made of, from most stable to least. */
export interface SystemParts {
  base: string;
  guardrails: readonly string[];
  tools: readonly string[];
  /** In the order in which they were approved. */
  rules: readonly string[];
}

export interface PromptRequest {
  parts: SystemParts;
  /** From the first message to the user message that asks now. */
  branch: readonly Message[];
  /** Where the last prompt of this branch began, if the same model read it. */
  previousFirstSentId?: string | undefined;
  /** Longest prompt plus answer, in tokens. */
  context: number;
  /** Tokens kept free for the answer; at most a quarter of the context is. */
  maxAnswer: number;
  calibration: Calibration;
  /** The runtime found the last prompt too long, whatever the estimate says: leave out more. */
  harder?: boolean;
  /** Learned items that act now. A reminder with any other in it is not sent again. */
  active?: ReadonlySet<string>;
}

export interface PromptPlan {
  messages: PromptMessage[];
  system: string;
  firstSentId: string;
  /** Tokens. */
  estimate: number;
  /** Earlier messages are no longer sent. */
  dropped: boolean;
  /** User messages whose reminder no longer holds. */
  plain: string[];
}

/** `rules`: they take too much of the context before a word is said. `message`: the new message alone does not fit. */
export interface PromptRefusal {
  reason: 'rules' | 'message';
  error: EngineError;
}

/** One exchange: the user's words, and the answer where there is one. */
interface Exchange {
  id: string;
  messages: PromptMessage[];
}

const mostOfContextForRules = 0.4;

export function systemText(parts: SystemParts): string {
  const sections = [
    parts.base,
    section('Always:', parts.guardrails),
    section('Your tools:', parts.tools),
    section('This person approved these rules:', parts.rules),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

/**
 * The prompt of the next turn. As long as it fits, it begins with the last prompt and its answer, byte for byte, so that the
 * runtime's cache holds. When it does not fit, whole exchanges are left out from the front until half of the context is
 * free, and the next turns begin where this one does.
 */
export function planPrompt(request: PromptRequest): Result<PromptPlan, PromptRefusal> {
  const { context, calibration } = request;
  const tooManyRules = refuseRules(request);
  if (tooManyRules !== undefined) return failure(tooManyRules);

  const parts = hasRoomForTools(request) ? request.parts : { ...request.parts, tools: [] };
  const system = systemText(parts);
  const systemEstimate = estimateMessage(system, calibration);
  const plain = outdatedReminders(request.branch, request.active);
  const exchanges = exchangesOf(request.branch, plain);
  const limit = context - Math.min(request.maxAnswer, Math.floor(context / 4));
  const known = exchanges.findIndex((exchange) => exchange.id === request.previousFirstSentId);
  const newestOf = (from: number, most: number) =>
    newestWithin(exchanges, from, most - systemEstimate, calibration);
  let { first, estimate } = newestOf(Math.max(0, known), limit);
  // The runtime has shown that the estimate is too low, by an unknown factor.
  if (request.harder === true) {
    if (first === exchanges.length - 1) return failure(tooLong(request));
    ({ first, estimate } = newestOf(first + 1, Math.min(context / 4, (systemEstimate + estimate) / 2)));
  } else if (first > Math.max(0, known)) {
    ({ first, estimate } = newestOf(first, context / 2));
  }
  estimate += systemEstimate;
  if (estimate > limit) return failure(tooLong(request, estimate - limit));

  const sent = exchanges.slice(first);
  return success({
    messages: withSystem(system, sent),
    system,
    firstSentId: sent[0]?.id ?? '',
    estimate,
    dropped: first > 0,
    plain,
  });
}

/** The prompt that an answer was given to, made again from its receipt. `branch` ends with the user message. */
export function promptOfReceipt(
  { system, firstSentId, plain = [] }: Pick<Receipt, 'system' | 'firstSentId' | 'plain'>,
  branch: readonly Message[],
): PromptMessage[] {
  const exchanges = exchangesOf(branch, plain);
  const first = Math.max(
    0,
    exchanges.findIndex((exchange) => exchange.id === firstSentId),
  );
  return withSystem(system, exchanges.slice(first));
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [heading, ...lines.map((line) => `- ${line}`)].join('\n');
}

function outdatedReminders(branch: readonly Message[], active: ReadonlySet<string> | undefined): string[] {
  return branch.flatMap((message) => {
    const items = message.role === 'user' ? (message.reminder?.items ?? []) : [];
    return items.every((item) => active?.has(item) === true) ? [] : [message.id];
  });
}

function exchangesOf(branch: readonly Message[], plain: readonly string[]): Exchange[] {
  const exchanges: Exchange[] = [];
  branch.forEach((message, index) => {
    const next = branch[index + 1];
    if (message.role !== 'user' || (next?.role === 'assistant' && neverFitted(next))) return;
    const content = plain.includes(message.id) ? message.shown : message.sent;
    const messages: PromptMessage[] = [{ role: 'user', content }];
    if (next?.role === 'assistant') messages.push(...callMessages(next.calls));
    if (next?.role === 'assistant' && isAnswered(next))
      messages.push({ role: 'assistant', content: next.sent });
    exchanges.push({ id: message.id, messages });
  });
  return exchanges;
}

/** What the model wrote to call its tools, and what it was told of them. */
export const callMessages = (calls: readonly ToolCall[] = []): PromptMessage[] =>
  calls.flatMap(({ raw, sent }): PromptMessage[] =>
    raw === ''
      ? []
      : [
          { role: 'assistant', content: raw },
          { role: 'user', content: sent },
        ],
  );

/** The longest run of newest exchanges that stays within `most` tokens, at least the last one. Older ones are not even counted. */
function newestWithin(
  exchanges: readonly Exchange[],
  from: number,
  most: number,
  calibration: Calibration,
): { first: number; estimate: number } {
  let first = exchanges.length;
  let estimate = 0;
  while (first > from) {
    const size = estimatePrompt(exchanges[first - 1]?.messages ?? [], calibration);
    if (first < exchanges.length && estimate + size > most) break;
    estimate += size;
    first--;
  }
  return { first, estimate };
}

/** A stopped or failed answer that shows nothing is not sent again, even if the model had begun to think. */
function isAnswered(answer: AssistantMessage): boolean {
  return answer.state.kind === 'done' ? answer.sent !== '' : answer.shown.trim() !== '';
}

/** A message that the model could not read would make every later prompt too long as well. */
function neverFitted(answer: AssistantMessage): boolean {
  return (
    !isAnswered(answer) && answer.state.kind === 'failed' && answer.state.error.kind === 'context-overflow'
  );
}

/** Unanswered messages are joined with the next one: models expect the roles to take turns. */
function withSystem(system: string, exchanges: readonly Exchange[]): PromptMessage[] {
  const messages: PromptMessage[] = [{ role: 'system', content: system }];
  for (const message of exchanges.flatMap((exchange) => exchange.messages)) {
    const last = messages.at(-1);
    if (last?.role === message.role) last.content += `\n\n${message.content}`;
    else messages.push({ ...message });
  }
  return messages;
}

type Room = Pick<PromptRequest, 'parts' | 'context' | 'calibration'>;

/** Tools come after rules: where both are too much for the model, it gets no tool. */
export function hasRoomForTools({ parts, context, calibration }: Room): boolean {
  const lines = [...parts.guardrails, ...parts.rules, ...parts.tools];
  return estimateTokens(lines.join('\n'), calibration) <= context * mostOfContextForRules;
}

function refuseRules({ parts, context, calibration }: Room): PromptRefusal | undefined {
  const { rules, guardrails } = parts;
  const size = (lines: readonly string[]) => estimateTokens(lines.join('\n'), calibration);
  let over = size([...guardrails, ...rules]) - context * mostOfContextForRules;
  if (over <= 0 || rules.length === 0) return undefined;
  const named: string[] = [];
  for (const line of rules.toSorted((one, other) => other.length - one.length)) {
    if (over <= 0) break;
    over -= size([line]);
    named.push(`“${line}”`);
  }
  const sentence = `The rules leave this model too little room. Retire ${named.join(', ')}, or use a model that reads more at once.`;
  return { reason: 'rules', error: engineError('context-overflow', sentence) };
}

/** `over` is by how many tokens, as far as they can be counted. */
function tooLong({ branch, calibration }: PromptRequest, over?: number): PromptRefusal {
  const remedy = 'Shorten it, or use a model that reads more at once.';
  const refusal = (fault: string): PromptRefusal => ({
    reason: 'message',
    error: engineError('context-overflow', `${fault} ${remedy}`),
  });
  if (over === undefined) return refusal('This message is too long for this model.');
  const text = branch.at(-1)?.sent ?? '';
  const share = Math.min(1, over / Math.max(1, estimateTokens(text, calibration)));
  const words = text.split(/\s+/).length;
  const [count, unit] = text.length > words * 15 ? [text.length, 'characters'] : [words, 'words'];
  const excess = Math.ceil((share * count) / 10) * 10;
  return refusal(`This message is about ${excess.toLocaleString('en')} ${unit} too long for this model.`);
}
