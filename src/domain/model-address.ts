import type { CatalogueModel } from './model.ts';
import { failure, success, type Result } from './result.ts';

const partEnding = /-(\d{5})-of-(\d{5})\.gguf$/i;
const mostParts = 64;
const longestAddress = 2000;
const longestContext = 4096;
/** Models that a person added by address have ids that begin so. */
const added = 'added-';

/**
 * The addresses of all files of a GGUF model, from the address of the file or of any part of a split one. A page of Hugging Face
 * that shows a file means the file.
 */
export function filesAtAddress(address: string): Result<string[], string> {
  const text = address.trim();
  const url = text.length <= longestAddress && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    return failure('This is no web address: it should begin with “https://”.');
  if (url.username !== '' || url.password !== '')
    return failure('An address with a name or password in it cannot be added.');
  url.hash = '';
  if (url.hostname === 'huggingface.co')
    url.pathname = url.pathname.replace(/^(\/[^/]+\/[^/]+)\/blob\//, '$1/resolve/');
  if (!/[^/]\.gguf$/i.test(url.pathname))
    return failure('Give the address of a model file: its name ends with “.gguf”.');
  const parts = Number(partEnding.exec(url.pathname)?.[2] ?? 1);
  if (parts < 1 || parts > mostParts) return failure(`A model may have ${mostParts} parts at most.`);
  if (!partEnding.test(url.pathname)) return success([url.href]);
  return success(
    Array.from({ length: parts }, (_, place) => {
      const part = new URL(url);
      const number = String(place + 1).padStart(5, '0');
      part.pathname = part.pathname.replace(partEnding, `-${number}-of-$2.gguf`);
      return part.href;
    }),
  );
}

export interface Found {
  /** Of all files together. */
  bytes: number;
  name: string;
  context: number | undefined;
  /** Tells two addresses apart: letters and digits. */
  mark: string;
}

/** A GGUF model at an address, as an entry like those of the catalogue. What nobody stated stays open. */
export function modelAtAddress(
  gguf: readonly string[],
  { bytes, name, context, mark }: Found,
): CatalogueModel {
  const host = URL.canParse(gguf[0] ?? '') ? new URL(gguf[0] ?? '').host : '';
  const readable = name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return {
    id: [`${added}${readable}`, mark].filter(Boolean).join('-'),
    name,
    engine: 'wllama',
    bytes,
    vramBytes: Math.round(bytes * 1.2),
    context: Math.max(1, Math.min(context ?? longestContext, longestContext)),
    license: 'see its page',
    languages: [],
    requires: [],
    source: { gguf: [...gguf] },
    note: `From ${host}, by an address of yours.`,
  };
}

export const isAdded = ({ id }: Pick<CatalogueModel, 'id'>): boolean => id.startsWith(added);
