import { queryOptions } from "@tanstack/react-query";
import { get, getText, list } from "../../api/client.ts";
import { contains } from "../../api/q-term.ts";
import type { Accessory, Artifact, Label, Tag } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";
import { type ArtifactAddress, artifactPath } from "./artifact-address.ts";
import type { HistoryEntry } from "./history.ts";
import type { Manifest } from "./manifest.ts";

/** Below the repository's, so that whatever changes the repository has them asked for again. */
const keyOf = ({ project, repository, reference }: ArtifactAddress) =>
  ["projects", project, "repositories", repository, "artifact", reference] as const;

/** With tags, labels and whether the tags are immutable. */
export const artifactQuery = (address: ArtifactAddress) =>
  queryOptions({
    queryKey: keyOf(address),
    queryFn: ({ signal }) => get<Artifact>(artifactPath(address), { with_label: true, with_immutable_status: true }, signal),
  });

/** What a digest names never changes. */
const forGood = { staleTime: "static" } as const;

/** The text to the letter, and what it says. For addresses with a digest. */
export const manifestQuery = (address: ArtifactAddress) =>
  queryOptions({
    queryKey: [...keyOf(address), "manifest"],
    queryFn: async ({ signal }) => {
      const text = await getText(`${artifactPath(address)}/additions/manifest`, signal);
      return { text, manifest: JSON.parse(text) as Manifest };
    },
    ...forGood,
  });

export const historyQuery = (address: ArtifactAddress) =>
  queryOptions({
    queryKey: [...keyOf(address), "build_history"],
    queryFn: ({ signal }) => get<HistoryEntry[]>(`${artifactPath(address)}/additions/build_history`, undefined, signal),
    ...forGood,
  });

/** `readme.md`, `values.yaml`, `license`. */
export const textQuery = (address: ArtifactAddress, addition: string) =>
  queryOptions({
    queryKey: [...keyOf(address), "addition", addition],
    queryFn: ({ signal }) => getText(`${artifactPath(address)}/additions/${addition}`, signal),
    ...forGood,
  });

export const layerQuery = (address: ArtifactAddress, digest: string) =>
  queryOptions({
    queryKey: [...keyOf(address), "layers", digest],
    queryFn: ({ signal }) => getText(`${artifactPath(address)}/layers/${digest}`, signal),
    ...forGood,
  });

export const tagsQuery = (address: ArtifactAddress, search: ListSearch) =>
  queryOptions({
    queryKey: [...keyOf(address), "tags", search],
    queryFn: ({ signal }) =>
      list<Tag>(
        `${artifactPath(address)}/tags`,
        { ...listQuery(search), q: contains("name", search.q), with_immutable_status: true },
        signal,
      ),
  });

export const accessoriesQuery = (address: ArtifactAddress, search: ListSearch) =>
  queryOptions({
    queryKey: [...keyOf(address), "accessories", search],
    queryFn: ({ signal }) => list<Accessory>(`${artifactPath(address)}/accessories`, listQuery(search), signal),
  });

/** Labels that an artifact of the project may have: the site's and the project's. */
export const labelsToChooseQuery = (projectId: number, name: string) =>
  queryOptions({
    queryKey: ["labels", "choose", projectId, name],
    queryFn: async ({ signal }) => {
      const scopes = [{ scope: "p", project_id: projectId }, { scope: "g" }];
      const found = await Promise.all(scopes.map((scope) => list<Label>("/labels", { ...scope, name, page_size: 50 }, signal)));
      return found.flatMap(({ items }) => items);
    },
  });
