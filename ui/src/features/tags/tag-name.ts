/** What a tag may be called: distribution-spec v1.1 §"Pulling manifests". */
export function isTagName(name: string): boolean {
  return /^\w[\w.-]{0,127}$/.test(name);
}
