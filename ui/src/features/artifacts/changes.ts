import { request } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { addTag as add } from "../tags/mutations.ts";
import { type ArtifactAddress, artifactPath } from "./artifact-address.ts";

/** Of an address with the digest. */
export async function addTag(address: ArtifactAddress, name: string): Promise<void> {
  await add(address.project, address.repository, address.reference, name);
  await refresh(address);
}

export async function removeTag(address: ArtifactAddress, name: string): Promise<void> {
  await request("DELETE", `${artifactPath(address)}/tags/${encodeURIComponent(name)}`);
  await refresh(address);
}

export async function addLabel(address: ArtifactAddress, id: number): Promise<void> {
  await request("POST", `${artifactPath(address)}/labels`, { body: { id } });
  await refresh(address);
}

export async function removeLabel(address: ArtifactAddress, id: number): Promise<void> {
  await request("DELETE", `${artifactPath(address)}/labels/${id}`);
  await refresh(address);
}

export async function deleteArtifact(address: ArtifactAddress): Promise<void> {
  await request("DELETE", artifactPath(address));
}

/** What the page of something that is gone showed is forgotten; lists are asked for again. */
export async function forgetArtifacts({ project, repository }: ArtifactAddress): Promise<void> {
  queryClient.removeQueries({ queryKey: ["projects", project, "repositories", repository, "artifact"] });
  await queryClient.invalidateQueries({ queryKey: ["projects", project] });
}

/** Lists show tags and labels as well. */
async function refresh({ project, repository }: ArtifactAddress): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ["projects", project, "repositories", repository] });
}
