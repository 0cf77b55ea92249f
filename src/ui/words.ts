import type { Progress } from '../domain/generation.ts';
import type { Formats } from '../domain/learned/formats.ts';

/** A size as people say it: "213 MB", "1.6 GB". Decimal units, like the shops and the system's own dialogs. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1e3) return Math.round(bytes) === 1 ? '1 byte' : `${Math.round(bytes)} bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} KB`;
  if (bytes < 1e9) return `${Math.round(bytes / 1e6)} MB`;
  const gigabytes = bytes / 1e9;
  return `${gigabytes < 10 ? gigabytes.toFixed(1) : Math.round(gigabytes)} GB`;
}

/** A length of time, rounded to what matters: "about 3 minutes". In milliseconds. */
export function timeInWords(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return 'a few seconds';
  if (seconds < 50) return `about ${Math.round(seconds / 10) * 10} seconds`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? 'about an hour' : `about ${hours} hours`;
}

/** A short duration: "0.4 s", "12 s". In milliseconds. */
export function secondsInWords(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** A day as this person reads it: "9 March 2024", "09/03/2024". Local time; milliseconds since 1970. */
export function dateInWords(at: number, { dateFormat }: Formats): string {
  const date = new Date(at);
  if (dateFormat === undefined) {
    return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  }
  const { order, separator } = dateFormat;
  const two = (figure: number) => String(figure).padStart(2, '0');
  const parts: Record<string, string> = {
    day: two(date.getDate()),
    month: two(date.getMonth() + 1),
    year: String(date.getFullYear()).padStart(4, '0'),
  };
  return order
    .split('-')
    .map((part) => parts[part])
    .join(separator);
}

/** A time of day as this person reads it: "15:30", "3:30 pm". Local time; milliseconds since 1970. */
export function clockInWords(at: number, { timeFormat }: Formats): string {
  return new Date(at).toLocaleTimeString(timeFormat === '12h' ? 'en-US' : 'en-GB', {
    hour: timeFormat === '12h' ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: timeFormat === '12h' ? 'h12' : 'h23',
  });
}

/** "9 March 2024, 15:30". Milliseconds since 1970. */
export const momentInWords = (at: number, formats: Formats): string =>
  `${dateInWords(at, formats)}, ${clockInWords(at, formats)}`;

/** What a load or a download is doing. */
export function phaseInWords(phase: Progress['phase']): string {
  switch (phase) {
    case 'waiting':
      return 'Starting';
    case 'download':
      return 'Downloading';
    case 'verify':
      return 'Checking the files';
    case 'read':
      return 'Reading the model';
    case 'compile':
      return 'Preparing the graphics processor';
    case 'warm-up':
      return 'Warming up';
  }
}

/** "Downloading: 120 of 213 MB", and why it waits where it tries again by itself. */
export function progressInWords({ phase, bytes, fraction, again }: Progress): string {
  if (again)
    return `${again.why} It tries again ${again.waitMs < 2000 ? 'in a moment' : `in ${timeInWords(again.waitMs)}`}.`;
  const what = phaseInWords(phase);
  if (bytes) return `${what}: ${sizeInWords(bytes.done)} of ${sizeInWords(bytes.total)}`;
  return fraction === undefined ? what : `${what}: ${Math.round(fraction * 100)} %`;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** "English, German and 6 more". Codes are ISO 639-1. */
export function languagesInWords(codes: readonly string[], most = 4): string {
  const names = codes.map((code) => languageNames.of(code) ?? code);
  if (names.length === 0) return 'Languages not stated';
  if (names.length <= most + 1) return new Intl.ListFormat('en').format(names);
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
