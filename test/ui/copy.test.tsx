import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { CommandBlock, Copy } from "../../ui/src/components/copy.tsx";
import { show } from "./support/show.tsx";

it("copies what it stands for, and says that it did", async () => {
  const { user } = await show(<Copy value="sha256:abc" of="the digest" />);
  const button = screen.getByRole("button", { name: "Copy: the digest" });
  await user.click(button);
  expect(await navigator.clipboard.readText()).toBe("sha256:abc");
  expect(await screen.findByText("Copied")).toBeTruthy();
});

it("is reached and pressed with the keyboard, and named in German", async () => {
  const { user } = await show(<Copy value="v1" />, { language: "de" });
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Kopieren" }));
  await user.keyboard("{Enter}");
  expect(await navigator.clipboard.readText()).toBe("v1");
});

it("in a row that opens on a click, only copies", async () => {
  const onOpen = vi.fn();
  const { user } = await show(
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- stands for a table's row
    <div onClick={onOpen}>
      <Copy value="v1" />
    </div>,
  );
  await user.click(screen.getByRole("button"));
  expect(onOpen).not.toHaveBeenCalled();
});

it("a command is shown as it is copied", async () => {
  const command = "docker login registry.example.com\ndocker push registry.example.com/team/app:v1";
  const { user, container } = await show(<CommandBlock command={command} label="push" />);
  expect(container.querySelector("pre")?.textContent).toBe(command);
  await user.click(screen.getByRole("button", { name: "Copy: push" }));
  expect(await navigator.clipboard.readText()).toBe(command);
});

it("without the browser's clipboard, which a site without TLS does not have, copies in the old way", async () => {
  const { user } = await show(<Copy value="sha256:abc" />);
  const clipboard = Object.getOwnPropertyDescriptor(navigator, "clipboard");
  Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
  const copied: string[] = [];
  document.execCommand = (command) => {
    const { activeElement: area } = document;
    if (command === "copy" && area instanceof HTMLTextAreaElement) copied.push(area.value.slice(area.selectionStart, area.selectionEnd));
    return copied.length === 1;
  };
  const button = screen.getByRole("button");
  await user.click(button);
  expect(await screen.findByText("Copied")).toBeTruthy();
  expect(copied).toEqual(["sha256:abc"]);
  expect(document.activeElement).toBe(button);
  expect(document.querySelector("textarea")).toBeNull();

  await user.click(button);
  expect(await screen.findByText("This browser does not let the page copy. Select the text and copy it.")).toBeTruthy();
  Reflect.deleteProperty(document, "execCommand");
  if (clipboard) Object.defineProperty(navigator, "clipboard", clipboard);
});
