import { createHash } from "node:crypto";
import { DomainError } from "../errors.ts";

/** Our own small drawings, one for each type of artifact. */
const shapes: Readonly<Record<string, string>> = {
  IMAGE: '<path d="M12 2 3 7v10l9 5 9-5V7z M3 7l9 5 9-5 M12 12v10"/>',
  CHART: '<circle cx="12" cy="12" r="5"/><path d="M12 2v5M12 17v5M2 12h5M17 12h5"/>',
  CNAB: '<path d="M4 8h16v12H4z M4 8l3-5h10l3 5 M10 12h4"/>',
  WASM: '<path d="M3 3h18v18H3z M9 3a3 3 0 0 0 6 0"/>',
  SBOM: '<path d="M6 2h9l4 4v16H6z M9 10h7M9 14h7M9 18h4"/>',
  CNAI: '<circle cx="6" cy="6" r="2"/><circle cx="18" cy="6" r="2"/><circle cx="12" cy="18" r="2"/><path d="M8 6h8M7 8l4 8M17 8l-4 8"/>',
  UNKNOWN: '<path d="M6 2h9l4 4v16H6z"/>',
};

const icons: ReadonlyMap<string, string> = new Map(Object.entries(shapes).map(([type, shape]) => [type, svg(shape)]));
const byDigest: ReadonlyMap<string, string> = new Map([...icons.values()].map((icon) => [digestOf(icon), icon]));

/** Digest of the icon for artifacts of this type. */
export function iconDigest(type: string): string {
  return digestOf(icons.get(type) ?? icons.get("UNKNOWN") ?? "");
}

/** @throws DomainError NOT_FOUND */
export function iconOf(digest: string): { mediaType: string; base64: string } {
  const icon = byDigest.get(digest);
  if (!icon) throw new DomainError("NOT_FOUND", { message: "icon not found" });
  return { mediaType: "image/svg+xml", base64: btoa(icon) };
}

function svg(shape: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#1c5d7a" stroke-width="1.6">${shape}</svg>`;
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
