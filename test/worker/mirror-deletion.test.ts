/** Deletions that are mirrored to a registry that is no Roadstead, where an artifact takes all of its tags with it. */
import { expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import { mirrorArtifactDeletion } from "../../worker/domain/replication/mirror-deletion.ts";
import { RemoteDestination } from "../../worker/domain/replication/remote-destination.ts";
import { RegistrySession } from "../../worker/domain/registries/registry-session.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { copyJob } from "./support/copy-job.ts";
import { registryElsewhere } from "./support/registry-elsewhere.ts";
import { bindings } from "./support/site.ts";

const ctx: Context = { ...siteContext(bindings, "mirror-deletion-test", () => {}), actor: { kind: "system" } };
const digest = `sha256:${"a".repeat(64)}`;
const other = `sha256:${"b".repeat(64)}`;

/** Deletes the artifact there, where these tags name these digests. Returns what was deleted. */
async function deleteWhere(tags: Readonly<Record<string, string>>): Promise<number> {
  const registry = registryElsewhere();
  let deleted = 0;
  const named = (one: string) => () => new Response(null, { headers: { "Docker-Content-Digest": one } });
  registry.answers.set("GET /v2/app/tags/list?n=1000", () => Response.json({ tags: Object.keys(tags) }));
  for (const [tag, one] of Object.entries({ ...tags, [digest]: digest })) registry.answers.set(`HEAD /v2/app/manifests/${tag}`, named(one));
  registry.answers.set(`DELETE /v2/app/manifests/${digest}`, () => {
    deleted += 1;
    return new Response(null, { status: 202 });
  });
  const endpoint = { type: "docker-registry", url: registry.url, accessKey: "", accessSecret: "", caCertificate: null };
  const session = new RegistrySession(ctx.store, endpoint, new AbortController().signal);
  await mirrorArtifactDeletion(copyJob(ctx, new RemoteDestination(session, "here", null), {}).job, "app", digest);
  return deleted;
}

it("an artifact goes when no tag there names it", async () => {
  expect(await deleteWhere({})).toBe(1);
  expect(await deleteWhere({ v2: other })).toBe(1);
});

it("it stays with a tag that somebody there has given it, whatever the policy's filters say of that", async () => {
  expect(await deleteWhere({ v2: other, prod: digest })).toBe(0);
});

it("it stays when there are too many tags to ask", async () => {
  expect(await deleteWhere(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`t${n}`, other])))).toBe(0);
});
