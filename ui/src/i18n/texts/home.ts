import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  title: "Home",
  hello: (name: string) => `Hello, ${name}`,
  attention: "Needs attention",
  recentProjects: "Projects",
  recentPushes: "Recently pushed",
  allProjects: "All projects",
  noPushes: "Nothing has been pushed yet",
  noPushesHelp: "Open a project: it shows the commands that push a first image.",
  repositories: (count: number) => counted("en", count, "repository", "repositories"),
  artifacts: (count: number) => counted("en", count, "artifact", "artifacts"),
  projects: "Projects",
  repositoriesTotal: "Repositories",
  storage: "Storage",
  unhealthy: (part: string) => `${part} does not work`,
  unhealthyHelp: "The page on health says what is known.",
  failedReplication: (count: number) => `${counted("en", count, "replication", "replications")} failed in the last day`,
  failedReplicationHelp: "The log of the run says why; it can be started again.",
  quotaNearlyFull: (project: string, percent: string) => `${project} has used ${percent} of its quota`,
  quotaNearlyFullHelp: "At the limit, pushes to it are refused. Raise the quota, or let retention make space.",
  show: "Show",
};

const de: typeof en = {
  title: "Start",
  hello: (name) => `Guten Tag, ${name}`,
  attention: "Braucht Aufmerksamkeit",
  recentProjects: "Projekte",
  recentPushes: "Zuletzt gepusht",
  allProjects: "Alle Projekte",
  noPushes: "Noch wurde nichts gepusht",
  noPushesHelp: "Öffnen Sie ein Projekt: Es zeigt die Befehle, die ein erstes Image pushen.",
  repositories: (count) => counted("de", count, "Repository", "Repositories"),
  artifacts: (count) => counted("de", count, "Artefakt", "Artefakte"),
  projects: "Projekte",
  repositoriesTotal: "Repositories",
  storage: "Speicher",
  unhealthy: (part) => `${part} arbeitet nicht`,
  unhealthyHelp: "Die Seite über den Zustand sagt, was bekannt ist.",
  failedReplication: (count) => `${counted("de", count, "Replikation", "Replikationen")} am letzten Tag gescheitert`,
  failedReplicationHelp: "Das Protokoll des Laufs sagt, warum; er lässt sich wiederholen.",
  quotaNearlyFull: (project, percent) => `${project} hat ${percent} seines Kontingents verbraucht`,
  quotaNearlyFullHelp: "Am Limit werden Pushes abgewiesen. Heben Sie das Kontingent an, oder lassen Sie die Aufbewahrung Platz schaffen.",
  show: "Zeigen",
};

export const home: Texts<typeof en> = { en, de };
