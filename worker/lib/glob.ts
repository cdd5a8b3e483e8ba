import picomatch from "picomatch";

const options: picomatch.PicomatchOptions = { dot: true, noextglob: true, nonegate: true, strictSlashes: true, posix: true };

/**
 * Compiles a pattern as Harbor's selectors have it (Go's doublestar): `*` and `?` do not pass a slash, `**` does, `[a-z]`, `[^a-z]`,
 * `{a,b}`, `\` before what is meant literally. An empty pattern fits everything. Null when it does not parse.
 */
export function compileGlob(pattern: string): ((text: string) => boolean) | null {
  if (pattern === "") return () => true;
  if (!parses(pattern)) return null;
  const matches = picomatch(pattern, options);
  return (text) => matches(text);
}

/** Every bracket and brace that is opened is closed, and nothing ends with a backslash. */
function parses(pattern: string): boolean {
  let braces = 0;
  let inClass = false;
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i];
    if (c === "\\") {
      i += 1;
      if (i === pattern.length) return false;
    } else if (inClass) inClass = c !== "]";
    else if (c === "[") {
      inClass = true;
      // A class holds at least one character.
      if (pattern[i + 1] === "]" || /^[!^]\]/.test(pattern.slice(i + 1))) return false;
    } else if (c === "{") braces += 1;
    else if (c === "}" && --braces < 0) return false;
  }
  return !inClass && braces === 0;
}
