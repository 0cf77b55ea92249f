import { healInline } from './markdown-inline.ts';

/**
 * Markdown source cut where it may be rendered piece by piece. `finished` is all of `blocks` in one string; `tail` is
 * what may still change. Link definitions that stand in another block are not seen.
 */
export interface MarkdownBlocks {
  readonly blocks: readonly string[];
  readonly finished: string;
  readonly tail: string;
}

type OpenBlock =
  | { kind: 'none' | 'paragraph' | 'list' | 'quote' | 'indented' }
  | { kind: 'fence'; marker: string }
  | { kind: 'math'; end: string };

const nothing: MarkdownBlocks = { blocks: [], finished: '', tail: '' };
const none: OpenBlock = { kind: 'none' };

/**
 * Cuts `text` into blocks. With `previous`, the result for a shorter beginning of the same text, only its tail is read
 * again, and `blocks` is the same array where none was added. A finished block never changes as text is appended.
 */
export function splitBlocks(text: string, previous: MarkdownBlocks = nothing): MarkdownBlocks {
  const base = text.startsWith(previous.finished) ? previous : nothing;
  const added: string[] = [];
  let start = base.finished.length;
  let open = none;
  for (let at = start; ;) {
    const end = text.indexOf('\n', at) + 1;
    if (end === 0) break;
    const line = text.slice(at, end).trimEnd();
    if (open.kind !== 'none' && endsBefore(open, line, text.slice(start, at))) {
      added.push(text.slice(start, at));
      start = at;
      open = none;
    }
    const next = open.kind === 'none' ? opened(line) : continued(open, line);
    if (next === 'finished') {
      added.push(text.slice(start, end));
      start = end;
      open = none;
    } else open = next;
    at = end;
  }
  const blocks = added.length === 0 ? base.blocks : [...base.blocks, ...added];
  return { blocks, finished: text.slice(0, start), tail: text.slice(start) };
}

/** Closes what is half-streamed in the tail, so that it can be rendered before it is whole. */
export function healTail(tail: string): string {
  let open = none;
  let paragraphAt = 0;
  let at = 0;
  for (const withEnd of tail.split(/(?<=\n)/)) {
    const line = withEnd.trimEnd();
    const next: OpenBlock | 'finished' = open.kind === 'none' ? opened(line) : continued(open, line);
    open = next === 'finished' ? none : next;
    at += withEnd.length;
    if (line === '' || (open.kind === 'none' && withEnd.endsWith('\n'))) paragraphAt = at;
  }
  if (open.kind === 'fence') return healFence(tail, open.marker);
  if (open.kind === 'math') return healMath(tail, open.end);
  const nested = open.kind === 'list' || open.kind === 'quote' ? nestedFence(tail) : undefined;
  if (nested !== undefined) return nested;
  const itemAt = open.kind === 'list' ? tail.lastIndexOf('\n') + 1 : 0;
  const from = Math.max(paragraphAt, itemAt);
  return tail.slice(0, from) + healInline(withoutHalfRule(tail.slice(from)));
}

function opened(line: string): OpenBlock | 'finished' {
  if (line === '') return none;
  const fence = fenceMarker(line);
  if (fence !== undefined) return { kind: 'fence', marker: fence };
  const math = mathEnd(line);
  if (math !== undefined) return math === '' ? 'finished' : { kind: 'math', end: math };
  if (isHeading(line) || isRule(line)) return 'finished';
  if (isListItem(line)) return { kind: 'list' };
  if (isQuote(line)) return { kind: 'quote' };
  return { kind: /^( {4}|\t)/.test(line) ? 'indented' : 'paragraph' };
}

function continued(open: OpenBlock, line: string): OpenBlock | 'finished' {
  switch (open.kind) {
    case 'fence':
      return closesFence(line, open.marker) ? 'finished' : open;
    case 'math':
      return line.endsWith(open.end) ? 'finished' : open;
    case 'paragraph':
    case 'quote':
      return line === '' ? 'finished' : open;
    case 'list':
    case 'indented':
    case 'none':
      return open;
  }
}

/** True where `line` starts another block although the open one saw no end of its own. */
function endsBefore(open: OpenBlock, line: string, source: string): boolean {
  switch (open.kind) {
    case 'paragraph':
      return interruptsText(line) || isQuote(line) || /^ {0,3}([-*+]|1[.)])\s+\S/.test(line);
    case 'quote':
      return interruptsText(line);
    case 'list':
      if (line === '' || /^( {2}|\t)/.test(line) || isListItem(line)) return isRule(line);
      return interruptsText(line) || isRule(line) || isQuote(line) || /\n[ \t\r]*\n$/.test(source);
    case 'indented':
      return line !== '' && !/^( {4}|\t)/.test(line);
    case 'fence':
    case 'math':
    case 'none':
      return false;
  }
}

const interruptsText = (line: string): boolean =>
  fenceMarker(line) !== undefined || mathEnd(line) !== undefined || isHeading(line);

function fenceMarker(line: string): string | undefined {
  return /^ {0,3}(`{3,})[^`]*$/.exec(line)?.[1] ?? /^ {0,3}(~{3,})/.exec(line)?.[1];
}

function closesFence(line: string, marker: string): boolean {
  const body = line.trim();
  const allMarker = [...body].every((character) => character === marker[0]);
  return /^ {0,3}\S/.test(line) && allMarker && body.length >= marker.length;
}

/** What ends the display formula that `line` opens; empty where the line ends it too. */
function mathEnd(line: string): string | undefined {
  const opening = /^ {0,3}(\$\$|\\\[)/.exec(line);
  if (opening === null) return undefined;
  const end = opening[1] === '$$' ? '$$' : '\\]';
  const rest = line.slice(opening[0].length);
  if (rest.endsWith(end)) return '';
  return rest.includes(end) ? undefined : end;
}

const isHeading = (line: string): boolean => /^ {0,3}#{1,6}(\s|$)/.test(line);
const isRule = (line: string): boolean => /^ {0,3}([-*_])[ \t]*(\1[ \t]*){2,}$/.test(line);
const isListItem = (line: string): boolean => /^ {0,3}([-*+]|\d{1,9}[.)])(\s|$)/.test(line);
const isQuote = (line: string): boolean => /^ {0,3}>/.test(line);

function healFence(tail: string, marker: string): string {
  const lastLine = tail.slice(tail.lastIndexOf('\n') + 1).trim();
  const closing = lastLine !== '' && lastLine.length < marker.length && marker.startsWith(lastLine);
  const body = closing ? tail.slice(0, tail.lastIndexOf('\n') + 1) : tail;
  return `${body}${body.endsWith('\n') ? '' : '\n'}${marker}`;
}

function healMath(tail: string, end: string): string {
  const half = end.charAt(0);
  const body = tail.endsWith(half) && !tail.endsWith(end) ? tail.slice(0, -1) : tail;
  return `${body}${body.endsWith('\n') ? '' : '\n'}${end}`;
}

/** A fence inside a list item or a quote ends by itself where its container ends; only the rest of the line is healed elsewhere. */
function nestedFence(tail: string): string | undefined {
  const fences = tail
    .split('\n')
    .filter((line) => /^[\s>]*(?:[-*+]|\d{1,9}[.)])?\s*(`{3,}|~{3,})/.test(line));
  return fences.length % 2 === 1 ? tail : undefined;
}

/** A line of dashes that is still being written would make the line above it a heading. */
function withoutHalfRule(paragraph: string): string {
  const lineAt = paragraph.lastIndexOf('\n') + 1;
  return lineAt > 0 && /^ {0,3}(-+|=+)[ \t]*$/.test(paragraph.slice(lineAt))
    ? paragraph.slice(0, lineAt)
    : paragraph;
}
