import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  title: "Search",
  label: "Projects, repositories, tags",
  placeholder: "Search projects, repositories and tags",
  hint: "A tag is found by how it begins: 1.27, or nginx:1.27 in repositories of that name.",
  projects: "Projects",
  repositories: "Repositories",
  tags: "Tags",
  all: "All results",
  nothing: (text: string) => `Nothing is called “${text}”`,
  nothingHelp: "Projects and repositories are found by any part of their name, tags by how they begin.",
  start: "Type what you look for",
  artifacts: (count: number) => counted("en", count, "artifact", "artifacts"),
  first: (count: number) => `The first ${count}. A longer text finds less.`,
};

const de: typeof en = {
  title: "Suche",
  label: "Projekte, Repositories, Tags",
  placeholder: "Projekte, Repositories und Tags suchen",
  hint: "Ein Tag wird an seinem Anfang gefunden: 1.27, oder nginx:1.27 in Repositories dieses Namens.",
  projects: "Projekte",
  repositories: "Repositories",
  tags: "Tags",
  all: "Alle Ergebnisse",
  nothing: (text) => `Nichts heißt „${text}“`,
  nothingHelp: "Projekte und Repositories werden an jedem Teil ihres Namens gefunden, Tags an ihrem Anfang.",
  start: "Geben Sie ein, was Sie suchen",
  artifacts: (count) => counted("de", count, "Artefakt", "Artefakte"),
  first: (count) => `Die ersten ${count}. Ein längerer Text findet weniger.`,
};

export const search: Texts<typeof en> = { en, de };
