import { screen, within } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { PermissionMatrix } from "../../ui/src/features/robots/permission-matrix.tsx";
import { show } from "./support/show.tsx";

const available = [
  ["repository", "read update delete list pull push"],
  ["artifact", "read create list delete"],
  ["tag", "create list delete"],
  ["scan", "create read stop"],
].flatMap(([resource = "", actions = ""]) => actions.split(" ").map((action) => ({ resource, action })));

/** The matrix with a state behind it, whose rights stand below it as text. */
function Behind({ initial, withPresets = false }: { readonly initial: readonly string[]; readonly withPresets?: boolean }) {
  const [value, setValue] = useState<ReadonlySet<string>>(new Set(initial));
  return (
    <>
      <PermissionMatrix label="Rights" available={available} value={value} onChange={setValue} withPresets={withPresets} />
      <output>{[...value].toSorted().join(" ")}</output>
    </>
  );
}

const held = () => screen.getByRole("status").textContent;
const box = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });

it("gives and takes one right, and leaves the others", async () => {
  const { user } = await show(<Behind initial={["repository:pull"]} />);
  await user.click(box("Repositories: Push"));
  expect(held()).toBe("repository:pull repository:push");
  await user.click(box("Repositories: Pull"));
  expect(held()).toBe("repository:push");
});

it("has a box for what can be given, and none for the rest", async () => {
  await show(<Behind initial={[]} />);
  expect(screen.queryByRole("checkbox", { name: "Tags: Create" })).not.toBeNull();
  expect(screen.queryByRole("checkbox", { name: "Tags: View" })).toBeNull();
  expect(screen.queryByRole("checkbox", { name: "Artifacts: Push" })).toBeNull();
});

it("a row is given as a whole, and taken as a whole only when nothing of it was missing", async () => {
  const { user } = await show(<Behind initial={["tag:create", "repository:pull"]} />);
  expect([box("Tags: all").checked, box("Tags: all").indeterminate]).toEqual([false, true]);
  await user.click(box("Tags: all"));
  expect(held()).toBe("repository:pull tag:create tag:delete tag:list");
  expect([box("Tags: all").checked, box("Tags: all").indeterminate]).toEqual([true, false]);
  await user.click(box("Tags: all"));
  expect(held()).toBe("repository:pull");
});

it("a column, and everything, are given as a whole", async () => {
  const { user } = await show(<Behind initial={[]} />);
  await user.click(box("Delete: everywhere"));
  expect(held()).toBe("artifact:delete repository:delete tag:delete");
  await user.click(box("All rights"));
  expect(held()?.split(" ")).toHaveLength(13);
  await user.click(box("All rights"));
  expect(held()).toBe("");
});

it("what the site does not have is not drawn, unless the robot holds it already", async () => {
  const { unmount } = await show(<Behind initial={["repository:pull"]} />);
  expect(screen.queryByRole("row", { name: /scan/ })).toBeNull();
  unmount();
  const { user } = await show(<Behind initial={["scan:read"]} />);
  await user.click(box("Tags: List"));
  expect(held()).toBe("scan:read tag:list");
  await user.click(within(screen.getByRole("row", { name: /scan/ })).getByRole("checkbox", { name: "scan: View" }));
  expect(held()).toBe("tag:list");
});

it("a usual choice takes the place of what was chosen, and shows which one it is", async () => {
  const { user } = await show(<Behind initial={["tag:delete"]} withPresets />);
  const push = screen.getByRole("button", { name: "Push and pull" });
  expect(push.getAttribute("aria-pressed")).toBe("false");
  await user.click(push);
  expect(held()).toBe("repository:pull repository:push");
  expect(push.getAttribute("aria-pressed")).toBe("true");
  await user.click(screen.getByRole("button", { name: "Pull only" }));
  expect(held()).toBe("repository:pull");
  expect(push.getAttribute("aria-pressed")).toBe("false");
});

it("is used with the keyboard alone, and names its boxes in German", async () => {
  const { user } = await show(<Behind initial={[]} />, { language: "de" });
  box("Tags: Auflisten").focus();
  await user.keyboard(" ");
  expect(held()).toBe("tag:list");
});
