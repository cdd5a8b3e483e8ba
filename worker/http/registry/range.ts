/** What a `Range` header asks of content of a known size (RFC 9110 §14). */
export type RangeAnswer =
  /** No range, one that is malformed, or several: the whole content with 200. */
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly offset: number; readonly length: number }
  | { readonly kind: "unsatisfiable" };

export function parseRange(header: string | null, size: number): RangeAnswer {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (!match || (first === "" && last === "")) return { kind: "whole" };
  if (first === "") return suffix(Number(last), size);
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return conformanceRefusal;
  if (start >= size) return { kind: "unsatisfiable" };
  return { kind: "part", offset: start, length: end - start + 1 };
}

/** A range that ends before it begins is invalid; the conformance suite wants 416 for it, which RFC 9110 allows. */
const conformanceRefusal: RangeAnswer = { kind: "unsatisfiable" };

function suffix(length: number, size: number): RangeAnswer {
  if (length === 0 || size === 0) return { kind: "unsatisfiable" };
  const taken = Math.min(length, size);
  return { kind: "part", offset: size - taken, length: taken };
}
