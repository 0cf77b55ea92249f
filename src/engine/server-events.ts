/** Reads server-sent events: feed it text in any pieces, it gives back the data of each event that is whole. */
export interface EventParser {
  push(text: string): string[];
  /** What is left when the stream ends without the last blank line. */
  end(): string[];
}

/** Follows the WHATWG rules for `text/event-stream`; event names and ids are of no use here and are dropped. */
export function createEventParser(): EventParser {
  let rest = '';
  let data: string[] = [];

  const takeEvent = () => {
    const event = data.join('\n');
    data = [];
    return event;
  };

  const readLine = (line: string): string[] => {
    if (line === '') return data.length > 0 ? [takeEvent()] : [];
    if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
    return [];
  };

  return {
    push(text) {
      rest += text;
      // A carriage return at the very end may be half of a line break.
      const held = rest.endsWith('\r') ? '\r' : '';
      const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
      rest = (lines.pop() ?? '') + held;
      return lines.flatMap(readLine);
    },
    end() {
      const last = readLine(rest.replace(/\r$/, ''));
      rest = '';
      return data.length > 0 ? [...last, takeEvent()] : last;
    },
  };
}
