import { parseCatalogue } from '../domain/catalogue-format.ts';
import { engineError } from '../domain/engine-error.ts';
import type { Catalogue } from '../domain/ports.ts';
import { failure, success } from '../domain/result.ts';

export interface CatalogueDeps {
  fetch: typeof fetch;
  /** The absolute address of `models.json`. */
  url: string;
}

/** A list of 200 models takes a tenth of this, in bytes. */
const largestList = 2 ** 20;

/** Reads the list of models that this copy offers. `network` if it cannot be had, `corrupt` if it cannot be understood. */
export function createCatalogue({ fetch, url }: CatalogueDeps): Catalogue {
  return {
    async read() {
      let response: Response;
      try {
        response = await fetch(url, { cache: 'no-cache' });
      } catch (problem) {
        return failure(engineError('network', 'The list of models could not be reached.', String(problem)));
      }
      if (!response.ok) {
        return failure(
          engineError('network', 'The list of models is not at its address.', `status ${response.status}`),
        );
      }
      let json: unknown;
      try {
        const text = await textUpTo(response, largestList);
        if (text === undefined)
          return failure(
            engineError('corrupt', 'The list of models is larger than 1 MB, so it was not read.'),
          );
        json = JSON.parse(text);
      } catch (problem) {
        if (!(problem instanceof SyntaxError))
          return failure(engineError('network', 'The list of models did not arrive whole.', String(problem)));
        return failure(engineError('corrupt', 'The list of models is not valid JSON.', String(problem)));
      }
      const parsed = parseCatalogue(json, response.url || url);
      return parsed.ok ? success(parsed.value) : failure(engineError('corrupt', parsed.error));
    },
  };
}

/** Undefined if the body is longer than so many bytes: no more of it is fetched then. */
async function textUpTo(response: Response, most: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > most) {
      await reader.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
