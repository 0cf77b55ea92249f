/** What a model thought before it answered, and its answer. `open` is true while the thinking has not ended. */
export interface SplitAnswer {
  thinking: string;
  answer: string;
  open: boolean;
}

const opening = '<think>';
const closing = '</think>';

/**
 * Parts raw model text into its think-block and its answer. Works on any prefix of a stream: text that may still
 * turn out to be thinking is never shown as an answer, except by templates that send the closing tag alone, where
 * nothing tells the two apart before that tag arrives. With `ended`, half a tag is ordinary text.
 */
export function splitThinking(raw: string, ended = false): SplitAnswer {
  const text = raw.trimStart();
  if (text.startsWith(opening)) return splitBlock(text.slice(opening.length), ended);
  if (!ended && opening.startsWith(text)) return { thinking: '', answer: '', open: text !== '' };
  const end = loneClosing(text);
  return end === -1 ? { thinking: '', answer: text, open: false } : splitAt(text, end);
}

function splitBlock(body: string, ended: boolean): SplitAnswer {
  const end = body.indexOf(closing);
  if (end !== -1) return splitAt(body, end);
  const thinking = ended ? body : withoutHalfTag(body);
  return { thinking: thinking.trim(), answer: '', open: !ended };
}

function splitAt(text: string, end: number): SplitAnswer {
  return {
    thinking: text.slice(0, end).trim(),
    answer: text.slice(end + closing.length).trimStart(),
    open: false,
  };
}

/** Some templates write the opening tag into the prompt, so that only the closing one is generated. */
function loneClosing(text: string): number {
  const end = text.indexOf(closing);
  if (end === -1 || text.slice(0, end).includes(opening)) return -1;
  const quoted = /[`"']/.test(text.charAt(end - 1));
  const inCode = text.slice(0, end).split('```').length % 2 === 0;
  return quoted || inCode ? -1 : end;
}

function withoutHalfTag(body: string): string {
  for (let length = Math.min(closing.length - 1, body.length); length > 0; length--) {
    if (closing.startsWith(body.slice(-length))) return body.slice(0, -length);
  }
  return body;
}
