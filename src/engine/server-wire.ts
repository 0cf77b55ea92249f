import type { EngineError } from '../domain/engine-error.ts';
import type { Completion, JsonSchema, OfferedTool, PromptMessage, Sampling } from '../domain/generation.ts';
import type { Result } from '../domain/result.ts';
import type { ServerAddress } from '../domain/server-address.ts';
import type { GenerateUpdate } from './worker/model-thread.ts';
import { samplingFields } from './sampling-fields.ts';
import { toolFields } from './server-tools.ts';

/** What the page asks of the thread. Calls are told apart by an id, so that each can be stopped. */
export interface ServerThread {
  inspect(id: number, address: ServerAddress, modelName: string): Promise<Result<ServerFacts, EngineError>>;
  /** `onUpdate` has been called for all of the answer before the result comes, also where that is a failure. */
  generate(
    id: number,
    call: ServerCall,
    onUpdate: (update: GenerateUpdate) => void | Promise<void>,
  ): Promise<Result<Completion, EngineError>>;
  stop(id: number): void;
}

/** What a server tells about itself and one model. */
export interface ServerFacts {
  /** The name by which the server knows the model. */
  modelName: string;
  /** In tokens. */
  context: number;
  /** llama.cpp can say how far it has read the prompt. */
  tellsPrefill: boolean;
  /** The server says that the model calls tools in its own way, and there is room to describe them. */
  callsTools: boolean;
}

export interface ServerCall {
  address: ServerAddress;
  modelName: string;
  messages: PromptMessage[];
  sampling: Sampling;
  schema?: JsonSchema;
  /** Absent where the model does not call tools in its own way: then the schema says what a call is. */
  tools?: OfferedTool[];
  tellsPrefill: boolean;
}

/** In milliseconds. */
export interface ServerLimits {
  /** For the check of an address. */
  connect: number;
  /** For the same, while the browser may be asking the person for leave. */
  permission: number;
  /** Until the first token: a processor may take minutes to read a long prompt. */
  firstToken: number;
  /** Between two pieces of an answer. */
  stall: number;
}

export const serverLimits: ServerLimits = {
  connect: 10_000,
  permission: 60_000,
  firstToken: 180_000,
  stall: 120_000,
};

/** The body of `POST /chat/completions`. What the person did not choose is left to the server. */
export function requestBody(call: ServerCall): Record<string, unknown> {
  const { sampling, schema, tools } = call;
  return {
    model: call.modelName,
    messages: call.messages,
    stream: true,
    stream_options: { include_usage: true },
    ...samplingFields(sampling),
    ...(tools !== undefined && toolFields(tools, call.messages)),
    ...(schema === undefined || tools !== undefined
      ? {}
      : { response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } } }),
    ...(call.tellsPrefill ? { return_progress: true } : {}),
  };
}
