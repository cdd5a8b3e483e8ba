import type { Texts } from "../language.tsx";

/** What the site does in the background, by the API's names. */
const en = {
  names: {
    GARBAGE_COLLECTION: "Garbage collection",
    PROJECT_DELETION: "Deletion of projects",
    PURGE_AUDIT_LOG: "Purge of the audit log",
    REPLICATION: "Replication",
    REPOSITORY_DELETION: "Deletion of repositories",
    RETENTION: "Retention",
    SCHEDULER: "Schedules",
    SCRUB: "Scrub",
  } as Readonly<Record<string, string>>,
};

const de: typeof en = {
  names: {
    GARBAGE_COLLECTION: "Speicherbereinigung",
    PROJECT_DELETION: "Löschen von Projekten",
    PURGE_AUDIT_LOG: "Kürzen des Audit-Protokolls",
    REPLICATION: "Replikation",
    REPOSITORY_DELETION: "Löschen von Repositories",
    RETENTION: "Aufbewahrung",
    SCHEDULER: "Zeitpläne",
    SCRUB: "Bestandsprüfung",
  },
};

export const jobKinds: Texts<typeof en> = { en, de };
