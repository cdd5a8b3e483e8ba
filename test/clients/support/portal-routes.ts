/** The pages of the portal, as its route tree lists them, and addresses of each on the site that `startPortalSite` fills. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PortalSite, portalProject, portalRepository } from "./portal-site.ts";
import { root } from "./servers.ts";

/** `/projects/$project/members` and so on. */
export function routesOfPortal(): string[] {
  const tree = readFileSync(join(root, "ui/src/routeTree.gen.ts"), "utf8");
  const [, union = ""] = /^ {2}to:\n((?:\s+\| "[^"]+"\n?)+)/m.exec(tree) ?? [];
  return [...union.matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path);
}

export interface PortalPage {
  /** With a word for each address, where there are several. */
  readonly addresses: (at: PortalSite) => readonly string[];
  /** Buttons, by the beginnings of their names, that open a dialog. */
  readonly dialogs?: readonly string[];
}

const plain = (address: string, ...dialogs: string[]): PortalPage => ({ addresses: () => [address], dialogs });
const inProject = (page: string, ...dialogs: string[]): PortalPage => plain(`/projects/${portalProject}/${page}`, ...dialogs);

export const portalPages: Readonly<Record<string, PortalPage>> = {
  "/": plain("/"),
  "/sign-in": plain("/sign-in?to=%2Fprojects"),
  "/profile": plain("/profile"),
  "/search": plain("/search?q=team"),
  "/projects": plain("/projects", "New project"),
  "/projects/$project": { addresses: () => [`/projects/${portalProject}`, "/projects/library"], dialogs: ["Push commands"] },
  "/projects/$project/repositories/$": inProject(`repositories/${portalRepository}`),
  "/projects/$project/tags/$": inProject(`tags/${portalRepository}`),
  "/projects/$project/artifacts/$": {
    addresses: ({ index, image }) => {
      const repository = `/projects/${portalProject}/artifacts/${portalRepository}`;
      return [`${repository}@${index}`, `${repository}@${image}`, `/projects/${portalProject}/artifacts/boat@0.1.0`];
    },
  },
  "/projects/$project/members": inProject("members", "Add members"),
  "/projects/$project/robots": inProject("robots", "New robot account"),
  "/projects/$project/labels": inProject("labels", "New label"),
  "/projects/$project/retention": inProject("retention"),
  "/projects/$project/immutability": inProject("immutability"),
  "/projects/$project/deleted": inProject("deleted"),
  "/projects/$project/logs": inProject("logs"),
  "/projects/$project/settings": inProject("settings"),
  "/users": plain("/users", "New user"),
  "/groups": plain("/groups", "New group"),
  "/robots": plain("/robots", "New robot account"),
  "/registries": plain("/registries", "New registry"),
  "/replications": plain("/replications", "New policy"),
  "/replications/$policy": { addresses: ({ policy }) => [`/replications/${policy}`] },
  "/replications/$policy/executions/$execution": {
    addresses: ({ policy, execution }) => [`/replications/${policy}/executions/${execution}`],
  },
  "/garbage-collection": plain("/garbage-collection"),
  "/scrub": plain("/scrub"),
  "/jobs": plain("/jobs"),
  "/quotas": plain("/quotas", "Edit: Quota of new projects"),
  "/labels": plain("/labels", "New label"),
  "/audit-log": plain("/audit-log"),
  "/configuration": plain("/configuration"),
  "/configuration/authentication": plain("/configuration/authentication", "Add a bridge"),
  "/health": plain("/health"),
  "/statistics": plain("/statistics"),
};
