/** Why our document differs from Harbor's where it does. What no row explains fails the contract test. */

/** Status codes that ours declares and Harbor's does not. */
export const moreStatuses: Readonly<Record<string, string>> = {
  "400": "Harbor answers it for bad values here, too, and does not declare it",
  "401": "credentials that are wrong are refused everywhere, also where none are needed",
  "403": "Harbor answers it to who lacks the right, and does not declare it",
  "404": "Harbor answers it for what is not there, and does not declare it",
  "409":
    "a name, mail address or password that changed meanwhile: Harbor answers 409 or 500 undeclared; a replication that runs alone, and runs (Harbor answers 201 and notes a run that was left out)",
  "412":
    "an artifact that an index names or a tag that is immutable (Harbor answers both undeclared); a run that has ended is not stopped again; a policy that is disabled does not begin (Harbor answers it undeclared)",
  "415": "a body that is no JSON: Harbor's framework answers it for every operation with a body",
  "422": "what does not fit the schema: Harbor's framework answers it for every operation",
  "429": "password hashing takes turns; who waits too long is told to come back",
  "500": "every operation may fail",
  "501": "the feature behind it is not built",
  "503": "no bridge to the directory is connected, where Harbor answers 500",
};

/** Status codes that Harbor's declares and ours does not. */
export const fewerStatuses: Readonly<Record<string, string>> = {
  "GET /system/gc/{gc_id}/log 400": "an id that is no number is 422, as elsewhere",
  "GET /system/purgeaudit/{purge_id}/log 400": "an id that is no number is 422, as elsewhere",
  "GET /jobservice/queues 404": "the list is always there",
  "GET /schedules 400": "what does not fit the schema is 422",
  "GET /schedules 404": "the list is always there",
  "GET /schedules/{job_type}/paused 400": "a type that is none is 404",
  "POST /retentions/{id}/executions 200": "Harbor declares 200 and 201, and answers 201",
  "GET /usergroups/search 409": "a search has nothing to conflict with",
};

/** Other differences, by what they end with. */
export const differences: Readonly<Record<string, string>> = {
  "ConfigurationsResponse.uaa_client_secret is not there": "passwords are never shown",
  "ConfigurationsResponse.scan_all_policy is not there": "scanning is not built",
  "ProjectSummary.registry is not there": "proxy cache projects are not built",
  "Artifact.scan_overview is not there": "scanning is not built",
  "Artifact.sbom_overview is not there": "generating SBOMs is not built",
  "Artifact.inherited_accessories is not there": "accessories are shown under the artifact that they name",
  "GeneralInfo.authproxy_settings is not there": "log-in by an authentication proxy is not built",
  "GeneralInfo.oidc_provider_name is not there": "log-in by OIDC is not built",
  "UserResp.oidc_user_meta is not there": "log-in by OIDC is not built",
};

/** Null: nobody explained it. */
export function explain(operation: string, difference: string): string | null {
  if (/^\+\d{3}$/.test(difference)) return moreStatuses[difference.slice(1)] ?? null;
  if (/^-\d{3}$/.test(difference)) return fewerStatuses[`${operation} ${difference.slice(1)}`] ?? null;
  return Object.entries(differences).find(([end]) => difference.endsWith(end))?.[1] ?? null;
}
