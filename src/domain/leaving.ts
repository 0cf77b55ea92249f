/** What leaves this device: where the server of the model in use is elsewhere, all that stands in a prompt. */
import type { AssistantMessage, Message } from './conversation.ts';
import type { Model } from './model.ts';
import { isLoopback } from './server-address.ts';

/** Whether all that is in a prompt of this model leaves the device. */
export const sendsAway = (model: Model): boolean => awayHost(model) !== undefined;

/** The host, with its port, of a model that is not on this device. */
export function awayHost(model: Model): string | undefined {
  if (model.engine !== 'server') return undefined;
  const { hostname, host } = new URL(model.address);
  return isLoopback(hostname) ? undefined : host;
}

/**
 * The host that a conversation would go to with its next question, and where it has not been: another model gave the last
 * answer, or all so far was answered without any. `before` stands before the question. Undefined where the person began with
 * this model, or where nothing leaves.
 */
export function newlyLeaving(model: Model, before: readonly Message[]): string | undefined {
  const answers = before.filter((message): message is AssistantMessage => message.role === 'assistant');
  const last = answers.findLast(({ instant }) => instant === undefined) ?? answers.at(-1);
  return last === undefined || last.receipt.model.id === model.id ? undefined : awayHost(model);
}
