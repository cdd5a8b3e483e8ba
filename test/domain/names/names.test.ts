import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDigest } from "../../../worker/domain/names/digest.ts";
import { parseReference } from "../../../worker/domain/names/reference.ts";
import { isProjectName, parseRepositoryName, repositoryNameOrNull } from "../../../worker/domain/names/repository-name.ts";
import { parseRoute } from "../../../worker/http/registry/route.ts";

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return "no error";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

// distribution-spec v1.1 §"Pulling manifests"
const specName = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;

describe("repository names", () => {
  it.each([
    "library/../etc/app",
    "library//app",
    "library/%2e%2e/app",
    "Library/app",
    "library/App",
    "library/app/",
    "/library/app",
    "library",
    "library/a..b",
    "library/-a",
    "library/a-",
    "library/a___b",
    "library/ä",
    "library/a b",
    `library/${"a".repeat(248)}`,
    "",
  ])("%j is none", (text) => expect(codeOf(() => parseRepositoryName(text))).toBe("NAME_INVALID"));

  it.each(["library/app", "a/b/c/d", "p/manifests", "p/blobs/uploads", "p/a.b_c__d---e", `library/${"a".repeat(247)}`])(
    "%j is one",
    (text) => expect(parseRepositoryName(text).full).toBe(text),
  );

  it("agrees with the specification's expression on anything", () => {
    const piece = fc.constantFrom("a", "b0", ".", "_", "__", "-", "--", "/", "A", "%", "..");
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
        (text) => {
          expect(repositoryNameOrNull(text) !== null).toBe(specName.test(text) && text.includes("/"));
        },
      ),
    );
  });

  it("takes a name apart and puts it together", () => {
    const name = parseRepositoryName("library/team/app");
    expect([name.project, name.path, name.full]).toEqual(["library", "team/app", "library/team/app"]);
  });

  it("a name of 64 KiB is refused as quickly as a short one", () => {
    expect(repositoryNameOrNull(`a/${"a-".repeat(32_768)}`)).toBeNull();
    expect(isProjectName("a-".repeat(32_768))).toBe(false);
  });
});

describe("digests", () => {
  it.each([
    `sha256:${"a".repeat(63)}`,
    `sha256:${"a".repeat(65)}`,
    `sha256:${"A".repeat(64)}`,
    `sha512:${"a".repeat(64)}`,
    `md5:${"a".repeat(32)}`,
    `sha256:${"g".repeat(64)}`,
    `sha256:${"a".repeat(64)}x`,
    `sha256:${"a".repeat(128)}`,
    "sha256:",
    "",
  ])("%j is none", (text) => expect(codeOf(() => parseDigest(text))).toBe("DIGEST_INVALID"));

  it.each([`sha256:${"0f".repeat(32)}`, `sha512:${"0f".repeat(64)}`])("%j is one", (text) => expect(parseDigest(text)).toBe(text));
});

describe("references", () => {
  it.each([
    ["latest", "tag"],
    ["_x", "tag"],
    ["V1.0-rc.1", "tag"],
    ["a".repeat(128), "tag"],
    [`sha256:${"0".repeat(64)}`, "digest"],
  ])("%j is a %s", (text, kind) => expect(parseReference(text).kind).toBe(kind));

  it.each([
    [".x", "MANIFEST_INVALID"],
    ["-x", "MANIFEST_INVALID"],
    ["a".repeat(129), "MANIFEST_INVALID"],
    ["", "MANIFEST_INVALID"],
    ["sha256:abc", "DIGEST_INVALID"],
  ])("%j is none: %s", (text, code) => expect(codeOf(() => parseReference(text))).toBe(code));

  it("what the specification calls a tag is one, and nothing else", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 140 }), (text) => {
        fc.pre(!text.includes(":"));
        const isTag = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/.test(text);
        expect(codeOf(() => parseReference(text))).toBe(isTag ? "no error" : "MANIFEST_INVALID");
      }),
    );
  });
});

describe("paths", () => {
  const digest = `sha256:${"0".repeat(64)}`;
  it.each([
    ["/v2/", { kind: "base" }],
    ["/v2/_catalog", { kind: "catalog" }],
    ["/v2/p/manifests/manifests/latest", { kind: "manifest", name: "p/manifests" }],
    ["/v2/p/blobs/uploads/blobs/uploads/", { kind: "uploads", name: "p/blobs/uploads" }],
    ["/v2/p/blobs/uploads/blobs/uploads/x-1", { kind: "upload", name: "p/blobs/uploads" }],
    ["/v2/p/tags/list/tags/list", { kind: "tags", name: "p/tags/list" }],
    [`/v2/a/b/c/d/blobs/${digest}`, { kind: "blob", name: "a/b/c/d" }],
    [`/v2/p/app/referrers/${digest}`, { kind: "referrers", name: "p/app" }],
  ])("%s", (path, wanted) => {
    const route = parseRoute(path);
    expect({ kind: route.kind, ...("name" in route ? { name: route.name.full } : {}) }).toEqual(wanted);
  });

  it.each([
    ["/v2/p/../app/manifests/latest", "NAME_INVALID"],
    ["/v2/p//app/manifests/latest", "NAME_INVALID"],
    ["/v2/p/%2e%2e/manifests/latest", "NAME_INVALID"],
    ["/v2/p%2fapp/manifests/latest", "NAME_INVALID"],
    ["/v2/p/app/blobs/sha256:00", "DIGEST_INVALID"],
    ["/v2/p/app/nonsense", "NOT_FOUND"],
  ])("%s is %s", (path, code) => expect(codeOf(() => parseRoute(path))).toBe(code));
});
