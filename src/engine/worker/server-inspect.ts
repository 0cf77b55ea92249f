import type { EngineError } from '../../domain/engine-error.ts';
import { failure, success, type Result } from '../../domain/result.ts';
import type { ServerAddress } from '../../domain/server-address.ts';
import { noModels, noSuchModel, notAModelServer } from '../server-problems.ts';
import { count, isRecord } from '../server-reply.ts';
import type { ServerFacts } from '../server-wire.ts';

/** Fetches JSON within the call's limit. */
export type GetJson = (url: string, body?: object) => Promise<Result<unknown, EngineError>>;

const defaultContext = 8192;

/** In tokens. The definitions of all tools take about 1,500, on top of the prompt. */
const leastForTools = 8192;

/** What Ollama gives a model unless it is told otherwise, whatever the model was trained for. */
const ollamaContext = 4096;

/** Finds the model that the person named (or the first) and the length of its context. */
export async function inspectServer(
  getJson: GetJson,
  address: ServerAddress,
  wanted: string,
): Promise<Result<ServerFacts, EngineError>> {
  const list = await getJson(`${address.base}/models`);
  if (!list.ok) return list;
  const entries = isRecord(list.value) ? list.value['data'] : undefined;
  if (!Array.isArray(entries)) {
    // Ollama without models says `null`.
    const empty = isRecord(list.value) && list.value['object'] === 'list';
    return failure(empty ? noModels(address.origin) : notAModelServer(address.origin));
  }
  const models = entries.filter(isRecord).filter(hasId);
  if (models.length === 0) return failure(noModels(address.origin));
  const names = models.map(({ id }) => id);
  const modelName = wanted === '' ? names[0] : matching(names, wanted);
  const model = models.find(({ id }) => id === modelName);
  if (modelName === undefined || model === undefined) return failure(noSuchModel(wanted, names));
  const { callsTools, ...facts } = await factsOf(getJson, address, model);
  return success({ modelName, ...facts, callsTools: callsTools && facts.context >= leastForTools });
}

const hasId = (model: Record<string, unknown>): model is Record<string, unknown> & { id: string } =>
  typeof model['id'] === 'string';

/** Ollama's names end in a tag, and `latest` may be left out. */
function matching(names: readonly string[], wanted: string): string | undefined {
  const lower = wanted.toLowerCase();
  return (
    names.find((name) => name === wanted) ??
    names.find((name) => name === `${wanted}:latest`) ??
    names.find((name) => name.toLowerCase() === lower)
  );
}

/** Asks in the way of vLLM, then llama.cpp, then Ollama. A server that tells nothing gets the default, and no tools. vLLM does not say whether it has any. */
async function factsOf(
  getJson: GetJson,
  address: ServerAddress,
  model: Record<string, unknown> & { id: string },
): Promise<Omit<ServerFacts, 'modelName'>> {
  const listed = positive(model['max_model_len']);
  if (listed !== undefined) return { context: listed, tellsPrefill: false, callsTools: false };

  if (model['owned_by'] !== 'library') {
    const props = await getJson(`${address.origin}/props`);
    const settings =
      props.ok && isRecord(props.value) ? props.value['default_generation_settings'] : undefined;
    const context = isRecord(settings) ? positive(settings['n_ctx']) : undefined;
    if (props.ok && isRecord(props.value) && context !== undefined)
      return { context, tellsPrefill: true, callsTools: templateHasTools(props.value) };
  }
  const shown = await getJson(`${address.origin}/api/show`, { model: model.id });
  if (!shown.ok || !isRecord(shown.value))
    return { context: defaultContext, tellsPrefill: false, callsTools: false };
  const context =
    parameter(shown.value, 'num_ctx') ??
    (await contextWhileLoaded(getJson, address, model.id)) ??
    Math.min(trainedContext(shown.value) ?? ollamaContext, ollamaContext);
  const { capabilities } = shown.value;
  const callsTools = Array.isArray(capabilities) && capabilities.includes('tools');
  return { context, tellsPrefill: false, callsTools };
}

/** llama.cpp takes tools for any model, and leaves them out without a word where the model's template has no place for them. */
function templateHasTools({ chat_template_caps: caps }: Record<string, unknown>): boolean {
  return isRecord(caps) && caps['supports_tools'] === true && caps['supports_tool_calls'] === true;
}

/** Reads `num_ctx 8192` from the lines of a model file. */
function parameter(shown: Record<string, unknown>, name: string): number | undefined {
  const lines = typeof shown['parameters'] === 'string' ? shown['parameters'] : '';
  return positive(Number(new RegExp(`^${name}\\s+(\\d+)`, 'm').exec(lines)?.[1]));
}

function trainedContext(shown: Record<string, unknown>): number | undefined {
  const facts = isRecord(shown['model_info']) ? shown['model_info'] : {};
  const key = Object.keys(facts).find((name) => name.endsWith('.context_length'));
  return key === undefined ? undefined : positive(facts[key]);
}

async function contextWhileLoaded(
  getJson: GetJson,
  address: ServerAddress,
  name: string,
): Promise<number | undefined> {
  const running = await getJson(`${address.origin}/api/ps`);
  const models = running.ok && isRecord(running.value) ? running.value['models'] : undefined;
  if (!Array.isArray(models)) return undefined;
  const loaded = models.filter(isRecord).find((model) => model['name'] === name);
  return positive(loaded?.['context_length']);
}

const positive = (value: unknown) => count(value) || undefined;
