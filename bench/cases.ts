import { join } from "node:path";
import { directoryLogins } from "./directory.ts";
import {
  blobPath,
  download,
  type Layer,
  mebibyte,
  medianPull,
  newLayer,
  pushAsContainerd,
  pushAsDocker,
  pushImage,
  pushManifest,
  requestsPerSecond,
  sendToCeiling,
  streamOf,
  timed,
} from "./load.ts";
import { startLogins } from "./logins.ts";
import { collectGarbage } from "./garbage.ts";
import { startReplication } from "./replication.ts";
import type { BenchServer, RoadsteadServer } from "./servers.ts";
import { copyThereAndBack, writeLayout } from "./skopeo.ts";

export interface BenchServers {
  readonly ours: RoadsteadServer;
  readonly reference: BenchServer;
  readonly ceiling: BenchServer;
  /** For files. */
  readonly folder: string;
}

/** One round's figures; null where there is nothing like it. */
export interface Round {
  readonly ours: number;
  readonly reference: number | null;
  readonly ceiling: number | null;
}

export interface BenchCase {
  readonly name: string;
  readonly unit: "requests/s" | "MiB/s" | "s" | "ms";
  /** What the ceiling does. */
  readonly ceilingIs: string;
  prepare(servers: BenchServers): Promise<() => Promise<Round>>;
}

const connections = 16;
const requests = 1600;
const layerBytes = 100 * mebibyte;
const loginsPerSecond = 50;
const pullsEach = 60;

function manifestCase(name: string, which: "byTag" | "byDigest", ceilingPath: string, ceilingIs: string): BenchCase {
  return {
    name,
    unit: "requests/s",
    ceilingIs,
    async prepare({ ours, reference, ceiling }) {
      const [our, their] = [await pushManifest(ours), await pushManifest(reference)];
      return async () => ({
        ours: await requestsPerSecond(ours, our[which], connections, requests),
        reference: await requestsPerSecond(reference, their[which], connections, requests),
        ceiling: await requestsPerSecond(ceiling, ceilingPath, connections, requests),
      });
    },
  };
}

function pushCase(
  name: string,
  push: (server: BenchServer, layer: Layer) => Promise<void>,
  ceilingIs: string,
  toCeiling: (server: BenchServer, layer: Layer) => Promise<void>,
): BenchCase {
  return {
    name,
    unit: "MiB/s",
    ceilingIs,
    prepare: ({ ours, reference, ceiling }) =>
      Promise.resolve(async () => {
        const [one, other, third] = [newLayer(layerBytes), newLayer(layerBytes), newLayer(layerBytes)] as const;
        return {
          ours: await timed(layerBytes, () => push(ours, one)),
          reference: await timed(layerBytes, () => push(reference, other)),
          ceiling: await timed(layerBytes, () => toCeiling(ceiling, third)),
        };
      }),
  };
}

/** Of a thousand that became garbage, among so many that did not. */
function collectionCase(stored: number): BenchCase {
  return {
    name: `gc-freed-blob-of-${stored}`,
    unit: "ms",
    ceilingIs: "",
    async prepare({ ours }) {
      const collect = await collectGarbage(ours, stored);
      return async () => ({ ours: await collect(), reference: null, ceiling: null });
    },
  };
}

export const cases: readonly BenchCase[] = [
  manifestCase("manifest-by-tag", "byTag", "/v2/d1", "one D1 read"),
  // Within ten seconds of the last check a manifest by digest comes from the isolate's memory.
  manifestCase("manifest-by-digest", "byDigest", "/v2/empty", "an empty Worker"),
  {
    name: "blob-get-100MiB",
    unit: "MiB/s",
    ceilingIs: "the same R2 read",
    async prepare({ ours, reference, ceiling }) {
      const layer = newLayer(layerBytes);
      for (const server of [ours, reference]) await pushAsContainerd(server, layer);
      await sendToCeiling(ceiling, "/v2/put", layer.bytes, "get");
      return async () => ({
        ours: await download(ours, blobPath(layer), layerBytes),
        reference: await download(reference, blobPath(layer), layerBytes),
        ceiling: await download(ceiling, "/v2/get", layerBytes),
      });
    },
  },
  {
    name: "blob-get-100MiB-of-parts",
    unit: "MiB/s",
    ceilingIs: "the same R2 read",
    async prepare({ ours, reference, ceiling }) {
      const layer = newLayer(layerBytes);
      for (const server of [ours, reference]) await pushAsDocker(server, layer);
      await sendToCeiling(ceiling, "/v2/stream", streamOf(layer), "get");
      return async () => ({
        ours: await download(ours, blobPath(layer), layerBytes),
        reference: await download(reference, blobPath(layer), layerBytes),
        ceiling: await download(ceiling, "/v2/get", layerBytes),
      });
    },
  },
  pushCase("push-100MiB-as-docker", pushAsDocker, "the same R2 calls", (server, layer) =>
    sendToCeiling(server, "/v2/stream", streamOf(layer), layer.digest),
  ),
  pushCase("push-100MiB-as-containerd", pushAsContainerd, "the same R2 call", (server, layer) =>
    sendToCeiling(server, "/v2/put", layer.bytes, layer.digest),
  ),
  {
    name: "pull-during-logins",
    unit: "s",
    ceilingIs: "our own pull without the attempts",
    async prepare({ ours, reference }) {
      const layer = newLayer(10 * mebibyte);
      const paths = new Map<BenchServer, string>();
      for (const server of [ours, reference]) {
        await pushAsContainerd(server, layer);
        paths.set(server, (await pushManifest(server)).byTag);
      }
      const pull = (server: BenchServer) => medianPull(server, paths.get(server) ?? "", layer, pullsEach);
      return async () => {
        const quiet = await pull(ours);
        const logins = startLogins(ours, loginsPerSecond);
        const during = await pull(ours);
        await logins.stop();
        return { ours: during, reference: await pull(reference), ceiling: quiet };
      };
    },
  },
  ...[1000, 10_000, 100_000].map(collectionCase),
  {
    name: "replicate-200MiB",
    unit: "MiB/s",
    ceilingIs: "a plain push of the same layer to us",
    async prepare({ ours, reference, folder }) {
      const replication = await startReplication(ours, join(folder, "elsewhere"));
      return async () => {
        const layer = newLayer(2 * layerBytes);
        const plain = (server: BenchServer) => timed(2 * layerBytes, () => pushAsContainerd(server, layer));
        const [ceiling, their] = [await plain(ours), await plain(reference)];
        await pushImage(ours, layer);
        return { ours: (2 * layerBytes) / mebibyte / (await replication.seconds()), reference: their, ceiling };
      };
    },
  },
  {
    name: "image-by-skopeo",
    unit: "s",
    ceilingIs: "",
    prepare: ({ ours, reference, folder }) =>
      Promise.resolve(async () => {
        const [layout, back] = [join(folder, "layout"), join(folder, "back")];
        writeLayout(layout, 5, 20 * mebibyte);
        return {
          ours: await copyThereAndBack(ours, layout, back),
          reference: await copyThereAndBack(reference, layout, back),
          ceiling: null,
        };
      }),
  },
  directoryLogins,
];
