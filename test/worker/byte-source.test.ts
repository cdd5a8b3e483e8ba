import { expect, it } from "vitest";
import { chainSources, streamSource } from "../../worker/lib/byte-source.ts";

const streamOf = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream();
const counting = (length: number, from = 0) => Uint8Array.from({ length }, (_, i) => (from + i) % 251);

it("fills what it is given, and the rest at the end", async () => {
  const source = streamSource(streamOf(counting(10)));
  const first = await source.read(new Uint8Array(4), 4);
  expect([...first]).toEqual([0, 1, 2, 3]);
  const second = await source.read(new Uint8Array(first.buffer), 4);
  expect([...second]).toEqual([4, 5, 6, 7]);
  expect([...(await source.read(new Uint8Array(8), 8))]).toEqual([8, 9]);
  expect((await source.read(new Uint8Array(8), 8)).byteLength).toBe(0);
});

it("one source follows the other inside of one read, in the same memory", async () => {
  const source = chainSources(streamSource(streamOf(counting(5))), streamSource(streamOf(counting(5, 5))));
  const memory = new ArrayBuffer(64);
  const piece = await source.read(new Uint8Array(memory, 8, 10), 10);
  expect([...piece]).toEqual([...counting(10)]);
  expect(piece.byteOffset).toBe(8);
  expect(piece.buffer.byteLength).toBe(64);
});

it("a read that ends where the first source ends goes on with the second", async () => {
  const source = chainSources(streamSource(streamOf(counting(4))), streamSource(streamOf(counting(4, 4))));
  expect([...(await source.read(new Uint8Array(4), 4))]).toEqual([0, 1, 2, 3]);
  expect([...(await source.read(new Uint8Array(4), 4))]).toEqual([4, 5, 6, 7]);
  expect((await source.read(new Uint8Array(4), 4)).byteLength).toBe(0);
});
