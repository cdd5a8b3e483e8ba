/** The rule of the API for a project's name. */
export function isProjectName(name: string): boolean {
  return name.length <= 255 && /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name);
}
