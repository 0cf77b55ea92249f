export interface NamedText {
  fileName: string;
  mediaType: string;
  text: string;
}

/** Offers a text as a download. */
export const saveFile = ({ fileName, mediaType, text }: NamedText): void =>
  saveBlob(fileName, new Blob([text], { type: mediaType }));

/** Offers any bytes as a download. */
export function saveBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
