import { engineError, type EngineError } from '../../domain/engine-error.ts';
import { failure, success } from '../../domain/result.ts';
import { createAnswerFold, type AnswerFold } from '../server-answer.ts';
import { createEventParser } from '../server-events.ts';
import * as problems from '../server-problems.ts';
import { readReply } from '../server-reply.ts';
import { requestBody, type ServerCall, type ServerThread } from '../server-wire.ts';
import { createDeltaBatch, type DeltaBatch } from './delta-batch.ts';
import {
  ask,
  cutShort,
  isType,
  parseJson,
  readJson,
  refused,
  type Call,
  type Limit,
  type ServerThreadDeps,
} from './server-http.ts';
import { inspectServer } from './server-inspect.ts';
import { createWatch } from './watch.ts';

/** The side of the server engine that calls the server. Runs in the thread `server`. */
export function createServerThread(deps: ServerThreadDeps): ServerThread {
  const calls = new Map<number, Call>();

  async function track<Value>(id: number, run: (call: Call) => Promise<Value>): Promise<Value> {
    const call = createWatch<Limit>();
    calls.set(id, call);
    try {
      return await run(call);
    } finally {
      call.disarm();
      calls.delete(id);
    }
  }

  return {
    inspect: (id, address, modelName) =>
      track(id, async (call) => {
        const limit = (await deps.diagnosis.mayAsk()) ? deps.limits.permission : deps.limits.connect;
        call.arm('connect', limit);
        const getJson = (url: string, body?: object) => readJson(deps, call, address.origin, url, body);
        const facts = await inspectServer(getJson, address, modelName);
        return call.ended === 'stopped' ? failure(engineError('aborted')) : facts;
      }),
    generate: (id, request, onUpdate) =>
      track(id, async (call) => {
        const fold = createAnswerFold(deps.now);
        const batch = createDeltaBatch(onUpdate);
        const problem = await converse(deps, call, request, fold, batch);
        if (problem === undefined) batch.add(fold.end());
        await batch.finish();
        if (problem !== undefined) return failure(problem);
        const completion = fold.completion(request.messages);
        // What the definitions of tools took is in the count: it says nothing of the prompt's own text.
        const estimated = completion.usage.estimated || request.tools !== undefined;
        return success({ ...completion, usage: { ...completion.usage, estimated } });
      }),
    stop: (id) => calls.get(id)?.stop(),
  };
}

/** Runs one chat request to its end. Gives the problem that ended it early, if one did. */
async function converse(
  deps: ServerThreadDeps,
  call: Call,
  request: ServerCall,
  fold: AnswerFold,
  batch: DeltaBatch,
): Promise<EngineError | undefined> {
  const { origin, base } = request.address;
  call.arm('firstToken', deps.limits.firstToken);
  const answered = await ask(deps, call, origin, `${base}/chat/completions`, requestBody(request));
  if (!answered.ok) return answered.error;
  const response = answered.value;
  try {
    if (!response.ok && request.tools !== undefined)
      return await converse(deps, call, plainly(request), fold, batch);
    if (!response.ok) return await refused(response, request.modelName, origin);
    if (isType(response, 'text/html')) return problems.webPage(origin);
    const problem = isType(response, 'application/json')
      ? takeEvents([await response.text()], fold, batch)
      : await readStream(deps, call, response, fold, batch);
    if (problem !== undefined && problem !== 'done') return problem;
    if (fold.finished || problem === 'done') return undefined;
    return fold.raw === '' ? problems.notAModelServer(origin) : problems.broken();
  } catch (cause) {
    // The server said that the answer is whole before the connection broke off.
    if (fold.finished && call.ended !== 'stopped') return undefined;
    return cutShort(call, origin) ?? problems.broken(String(cause));
  }
}

/** Without tools, for a server that refuses them after all: the schema says what a call is. */
function plainly({ tools: _tools, ...request }: ServerCall): ServerCall {
  return request;
}

async function readStream(
  deps: ServerThreadDeps,
  call: Call,
  response: Response,
  fold: AnswerFold,
  batch: DeltaBatch,
): Promise<EngineError | 'done' | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return undefined;
  const decoder = new TextDecoder();
  const parser = createEventParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const events = done ? parser.end() : parser.push(decoder.decode(value, { stream: true }));
      const outcome = takeEvents(events, fold, batch);
      if (outcome !== undefined || done) return outcome;
      if (fold.raw === '') call.arm('firstToken', deps.limits.firstToken);
      else call.arm('stall', deps.limits.stall);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Events that are no JSON are passed over: a stream of nothing else ends as "not a model server". */
function takeEvents(
  events: readonly string[],
  fold: AnswerFold,
  batch: DeltaBatch,
): EngineError | 'done' | undefined {
  for (const event of events) {
    if (event.trim() === '[DONE]') return 'done';
    const reply = readReply(parseJson(event));
    if (reply === undefined) continue;
    if (reply.error !== undefined) return problems.faultInStream(reply.error);
    if (reply.prefill !== undefined && fold.raw === '') batch.prefill(reply.prefill);
    batch.add(fold.add(reply));
  }
  return undefined;
}
