import { bucketAnswers, databaseAnswers } from "../../store/health.ts";
import type { Context } from "../context.ts";

export interface Health {
  readonly healthy: boolean;
  readonly components: readonly { readonly name: string; readonly error: string | null }[];
}

/**
 * Harbor's components, each standing for what does its work here: the registry is the bucket, the database is D1, and jobs are rows in
 * it. What answers this request is core, and the portal is files beside it.
 */
export async function health(site: Omit<Context, "actor">): Promise<Health> {
  const database = await failureOf(site, databaseAnswers(site.store));
  const bucket = await failureOf(site, bucketAnswers(site.store));
  const components = [
    { name: "core", error: null },
    { name: "database", error: database },
    { name: "jobservice", error: database },
    { name: "portal", error: null },
    { name: "registry", error: bucket },
    { name: "registryctl", error: bucket },
  ];
  return { healthy: components.every((component) => component.error === null), components };
}

async function failureOf(site: Omit<Context, "actor">, answers: Promise<boolean>): Promise<string | null> {
  try {
    return (await answers) ? null : "it answers as it should not";
  } catch (error) {
    site.log("error", "a component does not answer", { error });
    return "it does not answer";
  }
}
