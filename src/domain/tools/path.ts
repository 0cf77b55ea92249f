/** Paths of the workspace: one normal form, and nothing that leaves it or looks like another. */
import { failure, success, type Result } from '../result.ts';
import { toolError, type ToolError } from './tool.ts';

/** In UTF-16 units, but `depth` in segments. */
export const pathLimits = { segment: 120, depth: 8, total: 400 } as const;

/** What is not seen, or turns what is seen around: control, bidi, zero-width and tag characters, lone surrogates. */
const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
const slashLike = /[\\∕⁄／╱⧸＼﹨∖⧵]/u;
const onlyDots = /^[.․‥…．﹒。｡\s]+$/u;
const encoded = /%(?:25)*(?:2e|2f|5c|0)/i;
/** A drive is a scheme of one letter. A space after the colon makes it a title: `Note: milk.md`. */
const scheme = /^[a-z][a-z0-9+.-]*:(?! )|^[a-z]:/i;
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i;
const edges = /^\s|[\s.]$/u;

/**
 * The normal form of a path: NFC, segments joined by `/`, a leading `./` dropped. What could lead out of the workspace, hide
 * something or be no file's name elsewhere is refused with kind `path`. Reading the answer again gives the same.
 */
export function readPath(text: string): Result<string, ToolError> {
  const path = text.normalize('NFC').replace(/^(?:\.\/)+/, '');
  const problem = problemOf(path);
  return problem === undefined ? success(path) : failure(toolError('path', problem, 'stay-in-workspace'));
}

function problemOf(path: string): string | undefined {
  if (path === '') return 'A file needs a name.';
  if (path.length > pathLimits.total)
    return `This path is longer than ${pathLimits.total} characters, which is too long.`;
  if (hidden.test(path)) return 'This path holds characters that cannot be seen, so it is not used.';
  if (path.startsWith('/')) return 'This path starts with “/”, which would leave the workspace.';
  if (slashLike.test(path)) return 'Folders in a path are separated by “/” only.';
  if (encoded.test(path)) return 'This path holds encoded dots or slashes, so it is not used.';
  if (scheme.test(path)) return 'This is an address or a drive, not a path in the workspace.';
  const segments = path.split('/');
  if (segments.length > pathLimits.depth)
    return `This path has more than ${pathLimits.depth} parts, which is too deep.`;
  for (const segment of segments) {
    const found = problemOfSegment(segment);
    if (found !== undefined) return found;
  }
  return undefined;
}

function problemOfSegment(segment: string): string | undefined {
  if (segment === '') return 'This path has an empty part, so it is not used.';
  if (segment.length > pathLimits.segment)
    return `A part of this path is longer than ${pathLimits.segment} characters, which is too long.`;
  if (onlyDots.test(segment)) return 'A part of this path is only dots, which would leave the workspace.';
  if (edges.test(segment)) return 'A part of this path starts with a space or ends in a dot or a space.';
  if (reserved.test(segment)) return `The name “${segment}” is reserved by some systems, so it is not used.`;
  return undefined;
}

/** Two paths with the same key name the same file: they differ at most in case or in Unicode form. */
export function pathKey(path: string): string {
  // Upper case takes apart what has no other capital (ß, ligatures, the final sigma); lower case before it takes ẞ to ß.
  return path.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

const everyHidden = new RegExp(hidden.source, 'gu');
const everySlash = new RegExp(`/|:|%|${slashLike.source}`, 'gu');

/** A file's name from elsewhere as a valid segment: what is not allowed is left out or becomes `-`. */
export function cleanSegment(name: string): string {
  const plain = name.normalize('NFC').replace(everyHidden, '').replace(everySlash, '-').trim();
  const { stem, ending } = splitName(plain);
  const fitting = `${cut(stem, pathLimits.segment - 1 - ending.length)}${ending}`.replace(/[\s.]+$/u, '');
  for (const attempt of fitting === '' ? [] : [fitting, `_${fitting}`]) {
    const read = readPath(attempt);
    if (read.ok && read.value === attempt) return attempt;
  }
  return 'file';
}

/** `plan.txt` as `plan (2).txt`, cut where that would be too long. */
export function numberedSegment(name: string, number: number): string {
  const { stem, ending } = splitName(name);
  const suffix = ` (${number})${ending}`;
  return `${cut(stem, pathLimits.segment - suffix.length).trimEnd()}${suffix}`;
}

/** A short ending is kept when a name is cut; a long one is no ending. */
function splitName(name: string): { stem: string; ending: string } {
  const at = name.lastIndexOf('.');
  if (at <= 0 || name.length - at > 16) return { stem: name, ending: '' };
  return { stem: name.slice(0, at), ending: name.slice(at) };
}

/** At most `length` units, no character cut in two. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
