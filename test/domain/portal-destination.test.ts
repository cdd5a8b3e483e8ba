import { expect, it } from "vitest";
import { destinationOf as destinationShown } from "../../ui/src/features/replication/destination.ts";
import { destinationOf } from "../../worker/domain/replication/select.ts";

const repositories = ["app", "web/app", "web/team/app", "web/team/part/app"];
const namespaces = ["", "mirror", "mirror/eu"];
const counts = [-1, 0, 1, 2, 3, 127];

it("the portal shows the names at the destination that runs use", () => {
  const cases = repositories.flatMap((repository) =>
    namespaces.flatMap((namespace) => counts.map((count) => [repository, { namespace, count }] as const)),
  );
  expect(cases).toHaveLength(72);
  expect(cases.map(([repository, to]) => destinationShown(repository, to))).toEqual(
    cases.map(([repository, to]) => destinationOf(repository, to)),
  );
});
