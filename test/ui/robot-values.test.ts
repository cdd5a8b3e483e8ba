import { expect, it } from "vitest";
import { bodyOf, newRobot, newScope, valuesOf } from "../../ui/src/features/robots/robot-values.ts";

const robot = {
  id: 7,
  name: "robot$release",
  description: "Releases",
  level: "system",
  duration: 90,
  editable: true,
  disable: false,
  expires_at: 1,
  permissions: [
    { kind: "system", namespace: "/", access: [{ resource: "project", action: "list", effect: "allow" }] },
    {
      kind: "project",
      namespace: "*",
      access: [
        { resource: "repository", action: "pull", effect: "allow" },
        { resource: "repository", action: "push", effect: "deny" },
      ],
    },
    { kind: "project", namespace: "web", access: [{ resource: "scan", action: "read", effect: "allow" }] },
  ],
  creator_type: "local",
  creator_ref: 1,
  creation_time: "2026-01-01T00:00:00.000Z",
  update_time: "2026-01-01T00:00:00.000Z",
};

it("a robot that is saved as it was found stays what it was, with what the portal does not draw", () => {
  const { name, description, level, duration, disable, permissions } = robot;
  expect(bodyOf(valuesOf(robot), robot)).toEqual({ name, description, level, duration, disable, permissions });
});

it("a project's new robot begins with pulling from it, one of the site with nothing", () => {
  const body = (project: string | null, level: string) => bodyOf(newRobot(project), { level, disable: false }).permissions;
  expect(body("web", "project")).toEqual([
    { kind: "project", namespace: "web", access: [{ resource: "repository", action: "pull", effect: "allow" }] },
  ]);
  expect(body(null, "system")).toEqual([]);
  expect([...newScope("/").rights]).toEqual([]);
});
