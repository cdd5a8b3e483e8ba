import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { snippets } from "../../ui/src/features/robots/ci-snippets.ts";

const input = { host: "registry.example.com", robot: "robot$payments+ci", repository: "payments/app", mayPush: true };

/** What docker is called with, when a shell runs the lines. */
function calls(script: string): string[] {
  const docker = `docker() { printf '%s|' "$@"; echo; }; `;
  return execFileSync("/bin/sh", ["-c", `${docker}\n${script}`], { encoding: "utf8", env: { ROADSTEAD_SECRET: "s3cret" } })
    .trim()
    .split("\n");
}

it("a shell logs in with the name as it is, and pushes to the project", () => {
  expect(calls(snippets.shell(input))).toEqual([
    "login|--username|robot$payments+ci|registry.example.com|",
    "build|--tag|registry.example.com/payments/app:1|.|",
    "push|registry.example.com/payments/app:1|",
  ]);
});

it("a shell takes a name apart nowhere, whatever it holds", () => {
  const [login] = calls(snippets.shell({ ...input, robot: "it's $HOME `id`" }));
  expect(login).toBe("login|--username|it's $HOME `id`|registry.example.com|");
});

it("GitLab's file is YAML, whose script logs in with the name as it is", () => {
  const file = parse(snippets.gitlab(input)) as { image: { script: string[] } };
  expect(file.image.script).toHaveLength(3);
  expect(calls(file.image.script.join("\n"))[0]).toBe("login|--username|robot$payments+ci|--password-stdin|registry.example.com|");
});

it("GitHub's file is YAML, in which the name is a text and the secret an expression", () => {
  const file = parse(snippets.github(input)) as { jobs: { image: { steps: { uses: string; with?: Record<string, unknown> }[] } } };
  const { steps } = file.jobs.image;
  expect(steps.map(({ uses }) => uses.split("@")[0])).toEqual(["actions/checkout", "docker/login-action", "docker/build-push-action"]);
  expect(steps[1]?.with).toEqual({
    registry: "registry.example.com",
    username: "robot$payments+ci",
    password: "${{ secrets.ROADSTEAD_SECRET }}",
  });
});

it("Jenkins' script stands between quotes that Groovy leaves alone", () => {
  const script = /sh '''\n([\s\S]*)\n\s*'''/.exec(snippets.jenkins(input))?.[1] ?? "";
  expect(calls(script)[0]).toBe("login|--username|robot$payments+ci|--password-stdin|registry.example.com|");
});

it("a robot that may not push pulls", () => {
  for (const snippet of Object.values(snippets)) {
    const text = snippet({ ...input, mayPush: false });
    expect(text).toContain("docker pull registry.example.com/payments/app:latest");
    expect(text).not.toMatch(/build|push/);
  }
});
