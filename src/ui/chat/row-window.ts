/** The rows from `start` (inclusive) to `end` (exclusive) are on the page. */
export interface RowWindow {
  start: number;
  end: number;
}

const first = 60;
const step = 60;
/** More rows than this at once make the page slow. */
const most = 240;

/** The last rows of `count`. */
export const latestRows = (count: number): RowWindow => ({ start: Math.max(0, count - first), end: count });

/** `count` changed: a window that showed the last row goes on showing it. */
export function followRows(window: RowWindow, before: number, count: number): RowWindow {
  if (count < window.start + 1 || before === 0) return latestRows(count);
  if (window.end < Math.min(before, count)) return window;
  return { start: Math.max(window.start, count - most), end: count };
}

export function showEarlier(window: RowWindow): RowWindow {
  const start = Math.max(0, window.start - step);
  return { start, end: Math.min(window.end, start + most) };
}

export function showLater(window: RowWindow, count: number): RowWindow {
  const end = Math.min(count, window.end + step);
  return { start: Math.max(window.start, end - most), end };
}

/** A window around one row, for a search hit. */
export function showRow(window: RowWindow, index: number, count: number): RowWindow {
  if (index >= window.start && index < window.end) return window;
  const start = Math.max(0, index - first / 2);
  return { start, end: Math.min(count, start + first) };
}
