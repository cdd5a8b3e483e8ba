import picomatch from "picomatch";
import { RE2JS } from "re2js";

const options: picomatch.PicomatchOptions = { dot: true, noextglob: true, nonegate: true, strictSlashes: true };

/**
 * Compiles a pattern as Harbor's selectors have it (Go's doublestar): `*` and `?` do not pass a slash, `**` does, `[a-z]`, `[^a-z]`,
 * `{a,b}`, `\` before what is meant literally. An empty pattern fits everything. Null when it does not parse.
 *
 * Patterns come from people whose site is also that of others, so they run in RE2, whose time no pattern can blow up.
 */
export function compileGlob(pattern: string): ((text: string) => boolean) | null {
  if (pattern === "") return () => true;
  const rewritten = asPicomatch(pattern);
  if (rewritten === null) return null;
  if (rewritten === "") return (text) => text === "";
  const matcher = RE2JS.compile(asRe2(picomatch.makeRe(rewritten, options).source));
  return (text) => matcher.matches(text);
}

const compiled = new Map<string, (text: string) => boolean>();
const compiledMax = 1000;

/** Whether the text fits the pattern, which is compiled once for many texts; one that does not parse fits nothing. */
export function fits(pattern: string, text: string): boolean {
  let matches = compiled.get(pattern);
  if (!matches) {
    if (compiled.size >= compiledMax) compiled.clear();
    matches = compileGlob(pattern) ?? (() => false);
    compiled.set(pattern, matches);
  }
  return matches(text);
}

/**
 * A regular expression of picomatch's in RE2's spelling. What picomatch looks ahead for are empty names, `.` and `..`: there are none in a
 * repository's name or a tag, and RE2 has no lookahead.
 */
function asRe2(source: string): string {
  return source.replaceAll(lookahead, "").replaceAll(escapedLetter, "");
}

const lookahead = /\(\?!(?:\(\?:\^\|\\\/\)|\(\?:\\\/\|\^\))?\\\.\{1,2\}\(\?:\\\/\|\$\)\)|\(\?=\.\)/g;
const escapedLetter = /\\(?=[^ -~])/g;

/** Doublestar's pattern in picomatch's spelling. Null when a bracket or brace is left open or empty, or when it ends with a backslash. */
function asPicomatch(pattern: string): string | null {
  const out: string[] = [];
  /** Where the braces that are open begin, and whether they hold a choice. */
  const braces: { begin: number; isChoice: boolean }[] = [];
  for (const [piece, escaped, inClass] of pattern.matchAll(pieces)) {
    if (piece === "\\" || piece === "[") return null;
    if (piece === "{") braces.push({ begin: out.length, isChoice: false });
    const inner = braces.at(-1);
    if (piece === "," && inner) inner.isChoice = true;
    if (piece === "}" && !braces.pop()) return null;
    if (escaped !== undefined) out.push(literal(escaped));
    else if (inClass !== undefined) out.push(classOf(inClass));
    else if (piece === "}" && inner && !inner.isChoice) out[inner.begin] = "";
    else out.push(/[*?{},/]/.test(piece) ? piece : literal(piece));
  }
  return braces.length === 0 ? out.join("") : null;
}

/** An escaped character, a class with something in it, or any other character. */
const pieces = /\\(.)|\[((?:[!^]|(?![!^]))(?:\\.|[^\]\\])+)\]|./gsu;

function literal(character: string): string {
  // Two of them in braces would be a range, escaped or not.
  if (character === ".") return "[.]";
  return /[!-,:-@[-^`{-~]/.test(character) ? `\\${character}` : character;
}

/** Regular expressions have more escapes than doublestar, and take a slash for one that is not named. */
function classOf(inside: string): string {
  const isNegated = /^[!^]/.test(inside);
  const members = inside.slice(isNegated ? 1 : 0).replaceAll(/\\(\w)|(\[)/g, (_, named: string | undefined) => named ?? "\\[");
  return `[${isNegated ? "^/" : ""}${members}]`;
}
