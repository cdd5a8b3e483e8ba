import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  title: "Statistics",
  description: "What this registry holds, and what happens with it.",
  projects: "Projects",
  repositories: "Repositories",
  storage: "Storage",
  ofThem: (open: string, closed: string) => `${open} public, ${closed} private`,
  storageHelp: "Each blob once in every project",
  byProject: "Storage by project",
  byProjectHelp: (count: number) => `The ${counted("en", count, "project", "projects")} that use most.`,
  project: "Project",
  used: "Used",
  nothingStored: "Nothing is stored yet",
  nothingStoredHelp: "Push an image, and its project shows up here.",
  toQuotas: "Quotas of all projects",
  activity: "Pushes and pulls",
  activityHelp: "By day, in UTC. Copies and what is replicated to here are pushes, too.",
  pushes: "Pushes",
  pulls: "Pulls",
  day: "Day",
  days: (count: number) => counted("en", count, "day", "days"),
  period: "Period",
  inAll: (pushes: string, pulls: string) => `In all ${pushes} pushes and ${pulls} pulls.`,
};

const de: typeof en = {
  title: "Statistik",
  description: "Was diese Registry enthält und was mit ihr geschieht.",
  projects: "Projekte",
  repositories: "Repositories",
  storage: "Speicher",
  ofThem: (open, closed) => `${open} öffentlich, ${closed} privat`,
  storageHelp: "Jeder Blob einmal je Projekt",
  byProject: "Speicher nach Projekten",
  byProjectHelp: (count) => (count === 1 ? "Das Projekt, das am meisten braucht." : `Die ${count} Projekte, die am meisten brauchen.`),
  project: "Projekt",
  used: "Belegt",
  nothingStored: "Noch ist nichts gespeichert",
  nothingStoredHelp: "Pushen Sie ein Image, dann erscheint sein Projekt hier.",
  toQuotas: "Kontingente aller Projekte",
  activity: "Pushes und Pulls",
  activityHelp: "Nach Tagen, in UTC. Auch Kopien und was hierher repliziert wird, sind Pushes.",
  pushes: "Pushes",
  pulls: "Pulls",
  day: "Tag",
  days: (count) => counted("de", count, "Tag", "Tage"),
  period: "Zeitraum",
  inAll: (pushes, pulls) => `Zusammen ${pushes} Pushes und ${pulls} Pulls.`,
};

export const statistics: Texts<typeof en> = { en, de };
