import { type RepositoryKey } from "../../store/blob-links.ts";
import { coordinatorOf } from "../../store/coordinator/stub.ts";
import type { Store } from "../../store/db.ts";
import type { DigestAlgorithm } from "../names/digest.ts";
import type { BeginAnswer, BeginRequest, FinishReport } from "./coordinate.ts";
import type { BodyProgress, PartNumbers } from "./session.ts";

/** What a verb asks of the repository's Durable Object; each method is one call. */
export interface UploadCoordinator {
  open(algorithm: DigestAlgorithm): Promise<string>;
  status(id: string): Promise<number | null>;
  begin(request: BeginRequest): Promise<BeginAnswer>;
  reportBody(id: string, epoch: number, progress: BodyProgress): Promise<PartNumbers | null>;
  endOfBody(id: string, epoch: number, progress: BodyProgress, unused: readonly string[]): Promise<boolean>;
  endOfFinish(id: string, epoch: number, report: FinishReport): Promise<void>;
  cancel(id: string): Promise<boolean>;
}

export function uploadCoordinator(store: Store, repository: RepositoryKey): UploadCoordinator {
  return coordinatorOf<UploadCoordinator>(store, repository);
}
