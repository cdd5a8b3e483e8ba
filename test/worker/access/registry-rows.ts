/** The endpoints of distribution-spec v1.1 §"Endpoints", and Docker's catalog. */
import { admin, content, digestOf, imageIn, ociManifest, pushBlob, pushImage, fresh, call } from "../support/site.ts";
import type { Row } from "./row.ts";

const pull = { inProject: "repository:pull" } as const;
const push = { inProject: "repository:push" } as const;
const remove = { inProject: "repository:delete" } as const;
const app = (place: { name: string }) => ({ name: `${place.name}/app` });

/** Decision 007: the artifact that references a blob has its row. */
const blobs = "a blob is no event of its own";

const openUpload = async (home: { name: string }) => {
  const answer = await call(admin, "POST", `/v2/${home.name}/app/blobs/uploads/`);
  return { session: new URL(answer.headers.get("Location") ?? "", "http://x").pathname.split("/").at(-1) ?? "" };
};

export const registryRows: readonly Row[] = [
  // With nobody's token, as clients fetch it; without any token it is the challenge.
  { route: "GET /v2/", who: "everyone" },
  { route: "GET /v2/_catalog", who: { onSite: "catalog:read" } },
  { route: "GET /v2/{name}/manifests/{reference}", who: pull, params: (p) => ({ ...app(p), reference: "1" }) },
  { route: "HEAD /v2/{name}/manifests/{reference}", who: pull, params: (p) => ({ ...app(p), reference: p.digest }) },
  { route: "GET /v2/{name}/blobs/{digest}", who: pull, params: (p) => ({ ...app(p), digest: p.layer }) },
  { route: "HEAD /v2/{name}/blobs/{digest}", who: pull, params: (p) => ({ ...app(p), digest: p.layer }) },
  { route: "GET /v2/{name}/tags/list", who: pull, params: app },
  { route: "GET /v2/{name}/referrers/{digest}", who: pull, params: (p) => ({ ...app(p), digest: p.digest }) },
  { route: "POST /v2/{name}/blobs/uploads/", who: push, params: app, leavesNoAudit: blobs },
  {
    route: "POST /v2/{name}/blobs/uploads/",
    variant: "whole",
    who: push,
    leavesNoAudit: blobs,
    make: async () => ({ seed: fresh("blob") }),
    params: app,
    query: (_, { seed }) => ({ digest: digestOf(content(20, String(seed))) }),
    body: (_, { seed }) => content(20, String(seed)),
  },
  {
    route: "POST /v2/{name}/blobs/uploads/",
    variant: "mount",
    who: push,
    leavesNoAudit: blobs,
    also: ["repository:pull"],
    params: app,
    query: (p) => ({ mount: p.layer, from: `${p.name}/app` }),
  },
  { route: "GET /v2/{name}/blobs/uploads/{session}", who: push, make: openUpload, params: (p, made) => ({ ...app(p), ...made }) },
  {
    route: "DELETE /v2/{name}/blobs/uploads/{session}",
    who: push,
    leavesNoAudit: blobs,
    make: openUpload,
    params: (p, made) => ({ ...app(p), ...made }),
  },
  {
    route: "PATCH /v2/{name}/blobs/uploads/{session}",
    who: push,
    leavesNoAudit: blobs,
    make: openUpload,
    params: (p, made) => ({ ...app(p), ...made }),
    body: () => content(10),
  },
  {
    route: "PUT /v2/{name}/blobs/uploads/{session}",
    who: push,
    leavesNoAudit: blobs,
    make: openUpload,
    params: (p, made) => ({ ...app(p), ...made }),
    query: () => ({ digest: digestOf(content(10)) }),
    body: () => content(10),
  },
  {
    route: "PUT /v2/{name}/manifests/{reference}",
    who: push,
    make: async (home) => ({ json: JSON.stringify((await imageIn(admin, `${home.name}/app`, fresh("image"))).manifest) }),
    params: (p) => ({ ...app(p), reference: fresh("tag") }),
    body: (_, { json }) => String(json),
    headers: { "Content-Type": ociManifest },
  },
  {
    route: "DELETE /v2/{name}/manifests/{reference}",
    variant: "tag",
    who: remove,
    make: async (home) => {
      const reference = fresh("tag");
      await pushImage(admin, `${home.name}/app`, reference);
      return { reference };
    },
    params: (p, made) => ({ ...app(p), ...made }),
  },
  {
    route: "DELETE /v2/{name}/manifests/{reference}",
    variant: "digest",
    who: remove,
    make: async (home) => ({ reference: (await pushImage(admin, `${home.name}/app`, fresh("tag"))).digest }),
    params: (p, made) => ({ ...app(p), ...made }),
  },
  {
    route: "DELETE /v2/{name}/blobs/{digest}",
    who: remove,
    make: async (home) => ({ digest: await pushBlob(admin, `${home.name}/app`, content(20, fresh("blob"))) }),
    params: (p, made) => ({ ...app(p), ...made }),
  },
];
