import type { RepositoryName } from "../names/repository-name.ts";
import { DomainError } from "../errors.ts";

/** `Range` of an upload: what is acknowledged. Before any byte it is `0-0` (clients cannot read `0--1`). */
export function uploadRange(offset: number): string {
  return `0-${Math.max(0, offset - 1)}`;
}

/** Relative, so that it stays on the host the client used. */
export function uploadLocation(name: RepositoryName, id: string): string {
  return `/v2/${name.full}/blobs/uploads/${id}`;
}

/** distribution-spec v1.1 §"Pushing a blob in chunks": 416, and where to continue. */
export function outOfOrder(name: RepositoryName, id: string, offset: number): DomainError {
  return new DomainError("UPLOAD_OUT_OF_ORDER", {
    headers: { Range: uploadRange(offset), Location: uploadLocation(name, id) },
    detail: { range: uploadRange(offset) },
  });
}
