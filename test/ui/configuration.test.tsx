import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { AnchorLink } from "../../ui/src/components/links.tsx";
import { faultOf } from "../../ui/src/features/configuration/fault.ts";
import { DirectoryForm } from "../../ui/src/features/configuration/directory-form.tsx";
import { SystemForm } from "../../ui/src/features/configuration/system-form.tsx";
import { answerRequests, type Request } from "./support/requests.ts";
import { show } from "./support/show.tsx";

const editable = (values: Record<string, string | number | boolean>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, editable: true }]));

const system = editable({
  read_only: false,
  project_creation_restriction: "everyone",
  storage_per_project: -1,
  token_expiration: 30,
  robot_name_prefix: "robot$",
  audit_log_forward_endpoint: "tls://a.example:6514",
  banner_message: "",
  newer_than_this_portal: 7,
});

const directory = editable({
  auth_mode: "db_auth",
  ldap_url: "ldaps://a.example",
  ldap_search_dn: "cn=reader",
  ldap_scope: 2,
  ldap_timeout: 5,
});

const puts = (requests: readonly Request[]) => requests.filter(({ method }) => method === "PUT").map(({ body }) => body);

it("saves what was changed and nothing else, and then has nothing to save", async () => {
  const requests = answerRequests(({ method }) => (method === "PUT" ? new Response("") : Response.json([])));
  const { user } = await show(<SystemForm configurations={system} />);
  const save = screen.getByRole("button", { name: "Save" });
  expect(save.hasAttribute("disabled")).toBe(true);
  await user.click(screen.getByRole("switch", { name: /^Read-only/ }));
  await user.click(screen.getByRole("checkbox", { name: "Unlimited" }));
  expect(screen.getByText("Not saved yet: Read-only, Quota of new projects.")).toBeDefined();
  await user.click(save);
  await screen.findByText("Everything is saved.");
  expect(puts(requests)).toEqual([{ read_only: true, storage_per_project: 10 * 1024 ** 3 }]);
});

it("what is taken back is not saved", async () => {
  answerRequests(() => Response.json([]));
  const { user } = await show(<SystemForm configurations={system} />);
  await user.type(screen.getByLabelText("Prefix of robots' names"), "x");
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(screen.getByText("Everything is saved.")).toBeDefined();
  expect(screen.getByLabelText<HTMLInputElement>("Prefix of robots' names").value).toBe("robot$");
});

it("asks before what is not saved is left behind", async () => {
  const requests = answerRequests(() => Response.json([]));
  const { user, address } = await show(
    <>
      <AnchorLink to="/health">Health</AnchorLink>
      <SystemForm configurations={system} />
    </>,
    { at: "/configuration" },
  );
  await user.type(screen.getByLabelText("Prefix of robots' names"), "x");
  await user.click(screen.getByRole("link", { name: "Health" }));
  const dialog = await screen.findByRole("dialog", { name: "Leave without saving?" });
  expect(within(dialog).getByText("Not saved yet: Prefix of robots' names.")).toBeDefined();
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  expect(address()).toBe("/configuration");
  await user.click(screen.getByRole("link", { name: "Health" }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Discard" }));
  await expect.poll(address).toBe("/health");
  expect(puts(requests)).toEqual([]);
});

it("lists go as they are stored: by commas", async () => {
  const requests = answerRequests(({ method }) => (method === "PUT" ? new Response("") : Response.json([])));
  const { user } = await show(<SystemForm configurations={system} />);
  await user.type(screen.getByRole("combobox", { name: "Forward to" }), "b.example:601{Enter}");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Everything is saved.");
  expect(puts(requests)).toEqual([{ audit_log_forward_endpoint: "tls://a.example:6514,b.example:601" }]);
});

it("the banner is Harbor's JSON, and shown as it will look", async () => {
  const requests = answerRequests(({ method }) => (method === "PUT" ? new Response("") : Response.json([])));
  const { user } = await show(<SystemForm configurations={system} />);
  await user.type(screen.getByLabelText("Message"), "Soon closed");
  expect(within(screen.getByRole("note")).getByText("Soon closed")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Everything is saved.");
  const [{ banner_message: banner }] = puts(requests) as [{ banner_message: string }];
  expect(JSON.parse(banner)).toEqual({ message: "Soon closed", type: "info", closable: false });
});

it("a key that this portal does not know can be set by its name", async () => {
  answerRequests(() => Response.json([]));
  await show(<SystemForm configurations={system} />);
  expect(screen.getByLabelText<HTMLInputElement>("newer_than_this_portal").value).toBe("7");
});

it("the directory is tested with what stands in the form, and a result of other values is not left standing", async () => {
  const requests = answerRequests(() =>
    Response.json({ success: false, message: "base_missing: the base DN is not in the directory (0x20)" }),
  );
  const { user } = await show(<DirectoryForm configurations={directory} />);
  await user.type(screen.getByLabelText("Base of people"), "ou=nobody");
  await user.click(screen.getByRole("button", { name: "Test this directory" }));
  await screen.findByText("The base of people is not in the directory. Check its spelling.");
  expect(requests).toMatchObject([
    { method: "POST", path: "/api/v2.0/ldap/ping", body: { ldap_base_dn: "ou=nobody", ldap_scope: 2, ldap_connection_timeout: 5 } },
  ]);
  await user.type(screen.getByLabelText("Base of people"), "x");
  expect(screen.queryByText("The directory cannot be asked")).toBeNull();
});

it("says that the stored password does not go to another address", async () => {
  answerRequests(() => Response.json([]));
  const { user } = await show(<DirectoryForm configurations={directory} />);
  const said = /without the stored password/;
  expect(screen.queryByText(said)).toBeNull();
  await user.type(screen.getByLabelText("Address of the directory"), "x");
  expect(screen.getByText(said)).toBeDefined();
  await user.type(screen.getByLabelText("Its password"), "secret");
  expect(screen.queryByText(said)).toBeNull();
});

it.each([
  ["unreachable: the directory does not answer at its address (connect (2) refused)", "unreachable", "connect (2) refused"],
  ["base_missing: the base DN is not in the directory", "base_missing", ""],
  ["no bridge is connected", "", ""],
])("the fault of %j", (message, name, detail) => {
  expect(faultOf(message)).toEqual({ name, detail });
});
