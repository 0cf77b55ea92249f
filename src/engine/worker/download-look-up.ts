import { engineError } from '../../domain/engine-error.ts';
import type { CatalogueModel } from '../../domain/model.ts';
import { filesAtAddress, modelAtAddress } from '../../domain/model-address.ts';
import { largestGgufBytes, readGgufStart } from '../gguf.ts';
import { answerOf, meaningOf } from './download-answer.ts';
import { request } from './download-fetch.ts';
import { createHash, fileNameOf } from './download-hash.ts';
import { cleanName } from './download-import-name.ts';
import { DownloadEnded, problemOf } from './download-problem.ts';
import { bytesInWords } from './download-space.ts';
import type { DownloadJob } from './download-thread.ts';
import { createWatch } from './watch.ts';

/** The name and the context stand before the vocabulary, within this many bytes. */
const startBytes = 2 ** 18;
const silenceMs = 30_000;

/** Asks for every file of a GGUF model at an address, reads the beginning of the first, and fetches nothing more. */
export async function lookUp(address: string, job: DownloadJob): Promise<CatalogueModel> {
  const urls = filesAtAddress(address);
  if (!urls.ok) throw new DownloadEnded(engineError('unsupported', urls.error));
  let bytes = 0;
  let start: ArrayBuffer | undefined;
  for (const url of urls.value) {
    const seen = await look(url, job, start === undefined ? startBytes : 0);
    bytes += seen.bytes;
    start ??= seen.start;
  }
  const [first = ''] = urls.value;
  const fileName = nameOf(first);
  const header = readGgufStart(start ?? new ArrayBuffer(0));
  if (!header) throw new DownloadEnded(engineError('corrupt', `“${fileName}” is not a GGUF model file.`));
  const hash = await createHash('sha256');
  hash.update(new TextEncoder().encode(first));
  return modelAtAddress(urls.value, {
    bytes,
    name: cleanName(header.name) ?? cleanName(fileName.replace(/(-\d{5}-of-\d{5})?\.gguf$/i, '')) ?? fileName,
    context: header.contextLength,
    mark: hash.hex().slice(0, 12),
  });
}

/** How large a file is, and its first bytes. */
async function look(
  url: string,
  { signal, ...deps }: DownloadJob,
  wanted: number,
): Promise<{ bytes: number; start: ArrayBuffer }> {
  const name = nameOf(url);
  const { host } = new URL(url);
  const watch = createWatch<'silent'>();
  watch.arm('silent', silenceMs);
  try {
    const response = await request({ url, name }, 0, { deps, signal, watch });
    const meaning = meaningOf(answerOf(response, Date.now()), 0, { name, url });
    if (meaning.kind === 'later' || meaning.kind === 'never') throw new DownloadEnded(meaning.error);
    const start = await startOf(response, wanted);
    if (!meaning.total)
      throw new DownloadEnded(engineError('unsupported', `${host} does not say how large “${name}” is.`));
    if (meaning.total > largestGgufBytes) {
      const sentence = `“${name}” is too large: it is ${bytesInWords(meaning.total)}, and one file may have 2 GB at most.`;
      throw new DownloadEnded(engineError('unsupported', sentence));
    }
    return { bytes: meaning.total, start };
  } catch (problem) {
    if (watch.ended !== undefined && !signal.aborted)
      throw new DownloadEnded(engineError('network', `${host} fell silent. Try again.`, url));
    throw new DownloadEnded(problemOf(problem, signal, host));
  } finally {
    watch.disarm();
  }
}

/** The first bytes of a body; the rest is not fetched. */
async function startOf(response: Response, wanted: number): Promise<ArrayBuffer> {
  const reader = response.body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let here = 0; reader && here < wanted;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    here += value.length;
  }
  await reader?.cancel().catch(() => undefined);
  return new Blob(pieces).arrayBuffer();
}

function nameOf(url: string): string {
  const name = fileNameOf(url);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
