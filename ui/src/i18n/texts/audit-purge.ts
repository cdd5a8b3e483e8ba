import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  now: "Delete now",
  nowHelp: "Deletes old entries once. A dry run counts them first.",
  older: "Older than",
  unit: "Days or hours",
  days: "days",
  hours: "hours",
  events: "Events",
  eventsHelp: "Only entries of these events; none chosen: all of them.",
  allEvents: "All events",
  clearEvents: "All events",
  withJobs: "Also the history of jobs",
  withJobsHelp: "Runs that ended as long ago, with their logs.",
  dryRun: "Dry run",
  deletes: "Deletes",
  confirmTitle: "Delete old entries of the audit log?",
  confirmHelp: "They cannot be brought back. Entries that an endpoint of the forwarding has not taken yet stay.",
  wouldGo: (count: number) => `${counted("en", count, "entry", "entries")} would be deleted.`,
  wouldGoJobs: (count: number) => `So would ${counted("en", count, "run of a job", "runs of jobs")}.`,
  scheduleHelp: "Deletes old entries again and again, so that the log does not grow for ever.",
  mode: "Kind",
  entries: "Entries",
  jobRuns: "Runs of jobs",
};

const de: typeof en = {
  now: "Jetzt löschen",
  nowHelp: "Löscht alte Einträge einmal. Ein Probelauf zählt sie zuvor.",
  older: "Älter als",
  unit: "Tage oder Stunden",
  days: "Tage",
  hours: "Stunden",
  events: "Ereignisse",
  eventsHelp: "Nur Einträge dieser Ereignisse; ohne Auswahl alle.",
  allEvents: "Alle Ereignisse",
  clearEvents: "Alle Ereignisse",
  withJobs: "Auch den Verlauf der Aufträge",
  withJobsHelp: "Läufe, die ebenso lange vorbei sind, mit ihren Protokollen.",
  dryRun: "Probelauf",
  deletes: "Löscht",
  confirmTitle: "Alte Einträge des Audit-Protokolls löschen?",
  confirmHelp: "Sie lassen sich nicht zurückholen. Einträge, die ein Ziel der Weiterleitung noch nicht angenommen hat, bleiben.",
  wouldGo: (count) => `${counted("de", count, "Eintrag würde", "Einträge würden")} gelöscht.`,
  wouldGoJobs: (count) => `Ebenso ${counted("de", count, "Lauf eines Auftrags", "Läufe von Aufträgen")}.`,
  scheduleHelp: "Löscht alte Einträge immer wieder, damit das Protokoll nicht endlos wächst.",
  mode: "Art",
  entries: "Einträge",
  jobRuns: "Läufe von Aufträgen",
};

export const auditPurge: Texts<typeof en> = { en, de };
