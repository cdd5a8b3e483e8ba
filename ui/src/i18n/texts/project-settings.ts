import type { Texts } from "../language.tsx";

const en = {
  title: "Settings",
  overview: "Overview",
  owner: "Owner",
  members: "Members",
  noMembers: "None",
  access: "Access",
  public: "Public project",
  publicHelp: "Everybody may see and pull what is in it, also without signing in. Pushing always takes a role.",
  publicNow: "The project is public from now on",
  privateNow: "The project is private from now on",
  storage: "Storage",
  storageHelp: "A layer that several images share counts once. What is deleted counts no more.",
  changeQuota: "Change the quota",
  danger: "Danger zone",
  deleteHelp: "A project can be deleted when it holds no repositories any more. Its audit log stays.",
};

const de: typeof en = {
  title: "Einstellungen",
  overview: "Übersicht",
  owner: "Besitzer",
  members: "Mitglieder",
  noMembers: "Keine",
  access: "Zugriff",
  public: "Öffentliches Projekt",
  publicHelp: "Alle dürfen den Inhalt sehen und pullen, auch ohne Anmeldung. Zum Pushen braucht es immer eine Rolle.",
  publicNow: "Das Projekt ist ab jetzt öffentlich",
  privateNow: "Das Projekt ist ab jetzt privat",
  storage: "Speicher",
  storageHelp: "Eine Schicht, die sich mehrere Images teilen, zählt einmal. Gelöschtes zählt nicht mehr.",
  changeQuota: "Kontingent ändern",
  danger: "Gefahrenbereich",
  deleteHelp: "Ein Projekt kann gelöscht werden, wenn es keine Repositories mehr enthält. Sein Audit-Protokoll bleibt.",
};

export const projectSettings: Texts<typeof en> = { en, de };
