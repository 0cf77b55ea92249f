export interface NamedText {
  fileName: string;
  mediaType: string;
  text: string;
}

/** Offers a text as a download. */
export function saveFile({ fileName, mediaType, text }: NamedText): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
