/**
 * Whether a run that reads so many percent of all blobs reads this one. Neighbouring runs read others: in a hundred runs in a row every blob
 * has its `percent` turns.
 */
export function isSampled(blobId: number, runId: number, percent: number): boolean {
  return (blobId * 61 + runId * 37) % 100 < percent;
}
