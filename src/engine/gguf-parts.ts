import { failure, success, type Result } from '../domain/result.ts';
import type { GgufHeader } from './gguf.ts';

export interface GgufPart {
  file: { readonly name: string };
  header: GgufHeader;
}

const partEnding = /-\d{5}-of-\d{5}\.gguf$/i;

/**
 * Puts the files of one model in order: a whole file alone, or all parts of a split one. The headers decide; names as
 * `x-00001-of-00003.gguf` only tell whose parts they are, as all parts but the first do not say it themselves.
 *
 * @returns one sentence if a part is missing, double or of another model.
 */
export function inOrder<Part extends GgufPart>(files: readonly Part[]): Result<Part[], string> {
  const sorted = files.toSorted((one, other) => numberOf(one) - numberOf(other));
  const [first] = sorted;
  if (first === undefined) return failure('There is no GGUF file among these.');
  const { split } = first.header;
  if (split === undefined) {
    return sorted.length === 1
      ? success(sorted)
      : failure(`“${first.file.name}” is a whole model by itself. Import one model at a time.`);
  }
  const foreign = sorted.find((part) => !isOfOne(first, part));
  if (foreign) {
    return failure(
      `“${foreign.file.name}” is of another model than “${first.file.name}”. Choose the parts of one model.`,
    );
  }
  for (const [place, part] of sorted.entries()) {
    const next = sorted[place + 1];
    if (next && numberOf(next) === numberOf(part)) {
      const sentence = `“${part.file.name}” and “${next.file.name}” are both part ${numberOf(part)} of ${split.parts}. Choose each part once.`;
      return failure(sentence);
    }
  }
  const here = new Set(sorted.map(numberOf));
  const missing = Array.from({ length: split.parts }, (_, place) => place + 1).filter(
    (one) => !here.has(one),
  );
  if (missing.length > 0) {
    const are = missing.length === 1 ? `part ${missing[0]} is` : `parts ${listed(missing)} are`;
    const sentence = `“${first.file.name}” is part ${numberOf(first)} of ${split.parts} of a model, and ${are} missing. Choose all parts together.`;
    return failure(sentence);
  }
  const tensors = sorted.reduce((sum, { header }) => sum + header.tensors, 0);
  if (split.allTensors !== undefined && tensors !== split.allTensors) {
    return failure(
      `These parts are not of one and the same model: together they hold ${tensors} of ${split.allTensors} tables.`,
    );
  }
  return success(sorted);
}

const numberOf = ({ header }: GgufPart) => header.split?.part ?? 0;

function isOfOne(one: GgufPart, other: GgufPart): boolean {
  const [ours, theirs] = [one.header.split, other.header.split];
  if (ours?.parts !== theirs?.parts || ours?.allTensors !== theirs?.allTensors) return false;
  if ((theirs?.part ?? 0) > (ours?.parts ?? 0)) return false;
  const isNamed = partEnding.test(one.file.name) && partEnding.test(other.file.name);
  return !isNamed || stemOf(one) === stemOf(other);
}

const stemOf = ({ file }: GgufPart) => file.name.replace(partEnding, '');

function listed(parts: readonly number[]): string {
  const [shown, more] = [parts.slice(0, 4), parts.length - 4];
  return new Intl.ListFormat('en').format([...shown.map(String), ...(more > 0 ? [`${more} more`] : [])]);
}
