import type { Texts } from "../language.tsx";

const en = {
  title: "Projects",
  description: "A project holds repositories, and says who may push and pull.",
  filter: "Filter by name",
  access: "Access",
  public: "Public",
  private: "Private",
  role: "Your role",
  repositories: "Repositories",
  none: "No projects yet",
  noneHelp: "Make one: images are pushed to a project, as HOST/PROJECT/REPOSITORY:TAG.",
};

const de: typeof en = {
  title: "Projekte",
  description: "Ein Projekt enthält Repositories und sagt, wer pushen und pullen darf.",
  filter: "Nach Namen filtern",
  access: "Zugriff",
  public: "Öffentlich",
  private: "Privat",
  role: "Ihre Rolle",
  repositories: "Repositories",
  none: "Noch keine Projekte",
  noneHelp: "Legen Sie eines an: Images werden in ein Projekt gepusht, als HOST/PROJEKT/REPOSITORY:TAG.",
};

export const projects: Texts<typeof en> = { en, de };
