import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { resumeSha256 } from "../../worker/lib/resumable-sha256.ts";

it("gives the digest of the whole, wherever it is saved and taken up again", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }), (chunks) => {
      let saved: string | undefined;
      for (const chunk of chunks) {
        const hash = resumeSha256(saved);
        hash.update(chunk);
        saved = hash.save();
      }
      expect(resumeSha256(saved).hex()).toBe(createHash("sha256").update(Buffer.concat(chunks)).digest("hex"));
    }),
  );
});
