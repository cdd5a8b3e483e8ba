/** Terms of the API's `q`. The API unescapes them once more than the URL; a comma ends a term and cannot be asked for. */
export function contains(field: string, text: string | undefined): string | null {
  const wanted = (text ?? "").replaceAll(",", " ").trim();
  return wanted === "" ? null : `${field}=~${encodeURIComponent(wanted)}`;
}
