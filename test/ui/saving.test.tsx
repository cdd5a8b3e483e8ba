import { Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { screen, waitFor, within } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { expect, it } from "vitest";
import { ApiError } from "../../ui/src/api/errors.ts";
import { ConfirmDialog } from "../../ui/src/components/confirm-dialog.tsx";
import { FormDialog } from "../../ui/src/components/form-dialog.tsx";
import { show } from "./support/show.tsx";

interface Saved {
  /** Ends what is being saved. */
  readonly end: PromiseWithResolvers<void>;
}

function Renaming({ end }: Saved) {
  const [opened, setOpened] = useState(true);
  const form = useForm({ mode: "uncontrolled", initialValues: { name: "" } });
  const close = () => setOpened(false);
  const save = async () => {
    await end.promise;
    close();
  };
  return (
    <>
      <output>{opened ? "open" : "closed"}</output>
      <FormDialog opened={opened} title="Rename" verb="Save" form={form} save={save} onClose={close}>
        <TextInput label="Name" key={form.key("name")} {...form.getInputProps("name")} />
      </FormDialog>
    </>
  );
}

function Deleting({ end }: Saved) {
  const [opened, setOpened] = useState(true);
  return (
    <ConfirmDialog opened={opened} title="Delete" verb="Delete it" onClose={() => setOpened(false)} onConfirm={() => end.promise}>
      <Text>app:v1</Text>
    </ConfirmDialog>
  );
}

type Which = readonly [string, (props: Saved) => ReactNode, string];

const dialogs: readonly [Which, Which] = [
  ["form", Renaming, "Save"],
  ["question", Deleting, "Delete it"],
];

async function begun([, Part, verb]: Which) {
  const end = Promise.withResolvers<void>();
  const shown = await show(<Part end={end} />);
  const dialog = await screen.findByRole("dialog");
  await shown.user.click(within(dialog).getByRole("button", { name: verb }));
  return { ...shown, end, dialog };
}

it.each(dialogs)("a %s that is being saved is closed by nothing but its end", async (...which) => {
  const { user, end, dialog } = await begun(which);
  await user.keyboard("{Escape}");
  for (const name of ["Close", "Cancel"]) expect(within(dialog).getByRole("button", { name })).toHaveProperty("disabled", true);
  expect(screen.queryByRole("dialog")).toBe(dialog);
  end.resolve();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it.each(dialogs)("a %s that could not be saved says so, and closes again", async (...which) => {
  const { user, end, dialog } = await begun(which);
  end.reject(new ApiError({ status: 400, code: "BAD_REQUEST", message: "not this name" }));
  await within(dialog).findByText("Not this name");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("a click beside a form does not lose what was entered", async () => {
  const { user } = await show(<Renaming end={Promise.withResolvers<void>()} />);
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByRole("textbox", { name: "Name" }), "harbour");
  const beside = document.querySelector(".mantine-Modal-overlay");
  if (!beside) throw new Error("nothing is beside the dialog");
  await user.click(beside);
  expect(screen.getByText("open")).toBeTruthy();
  await user.keyboard("{Escape}");
  expect(screen.getByText("closed")).toBeTruthy();
});

it.each([
  [404, true],
  [409, true],
  [412, true],
  [400, false],
  [500, false],
])("a refusal with %d asks anew for what the page shows: %s", async (status, isAsked) => {
  const { end, dialog, queryClient } = await begun(dialogs[1]);
  queryClient.setQueryData(["tags"], ["v1"]);
  end.reject(new ApiError({ status, code: "X", message: "" }));
  await within(dialog).findByRole("alert");
  expect(queryClient.getQueryState(["tags"])?.isInvalidated).toBe(isAsked);
});
