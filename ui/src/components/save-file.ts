interface Saved {
  readonly name: string;
  /** Media type; the text is UTF-8. */
  readonly type: string;
  readonly parts: readonly string[];
}

/** Hands a file made in the page to the browser's downloads. */
export function saveFile({ name, type, parts }: Saved): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
