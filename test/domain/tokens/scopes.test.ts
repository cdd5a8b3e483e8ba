import fc from "fast-check";
import { expect, it } from "vitest";
import { askedActions, asksForCatalog, parseScopes } from "../../../worker/domain/tokens/scopes.ts";

const component = fc.stringMatching(/^[a-z0-9]{1,10}$/);
const repository = fc.array(component, { minLength: 2, maxLength: 4 }).map((parts) => parts.join("/"));
const actions = fc.uniqueArray(fc.constantFrom("pull", "push", "delete"), { minLength: 1 });

it("a repository and its actions are read back as they were written, in one parameter or in several", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(repository, actions), { minLength: 1, maxLength: 5 }), fc.boolean(), (wanted, together) => {
      const texts = wanted.map(([name, asked]) => `repository:${name}:${asked.join(",")}`);
      const scopes = parseScopes(together ? [texts.join(" ")] : texts);
      expect(scopes.map((scope) => scope.repository?.full)).toEqual(wanted.map(([name]) => name));
      expect(scopes.map((scope) => askedActions(scope).toSorted())).toEqual(wanted.map(([, asked]) => asked.toSorted()));
    }),
  );
});

it("whatever text comes: no failure, no action that is none, no repository whose name is none", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 5 }), (texts) => {
      for (const scope of parseScopes(texts)) {
        for (const action of askedActions(scope)) expect(["pull", "push", "delete"]).toContain(action);
        if (scope.repository)
          expect(scope.repository.full).toMatch(/^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+$/);
      }
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ["repository:library/app:*", ["pull", "push", "delete"]],
  ["repository:library/app:pull,pull,fly", ["pull"]],
  ["repository:library/app", []],
  ["repository:library/app:", []],
])("%s asks for %j", (text, asked) => {
  expect(parseScopes([text]).flatMap(askedActions)).toEqual(asked);
});

it("a name of one component, of another type or with a port is no repository of ours", () => {
  const texts = ["repository:library:pull", "registry:library/app:pull", "repository:host:5000/library/app:pull"];
  expect(parseScopes(texts).map((scope) => scope.repository)).toEqual([null, null, null]);
});

it("the catalog is asked for in one way only", () => {
  const asks = (text: string) => parseScopes([text]).some(asksForCatalog);
  expect(["registry:catalog:*", "registry:catalog:pull", "registry:other:*", "repository:catalog:*"].map(asks)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

it("at most a hundred scopes are read", () => {
  expect(parseScopes([Array.from({ length: 500 }, (_, i) => `repository:a/b${i}:pull`).join(" ")])).toHaveLength(100);
});
