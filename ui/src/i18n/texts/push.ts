import type { Texts } from "../language.tsx";

const en = {
  title: "Push commands",
  open: "Push commands",
  client: "Client",
  intro: (project: string) => `Paste these commands to push a first small image to ${project}.`,
  introChart: (project: string) => `Paste these commands to push a first chart to ${project}.`,
  introFile: (project: string) => `Paste these commands to push a file to ${project}.`,
  signIn: "Sign in",
  build: "Build a small image",
  fetch: "Fetch a small image",
  package: "Make and package a chart",
  write: "Write a file",
  tag: "Tag it for this project",
  push: "Push it",
  all: "All commands",
  copyAll: "Copy all commands",
  plainDocker: (host: string) => `This site is reached without TLS: Docker must have ${host} among its insecure-registries.`,
  password: "You are asked for your password. In CI, use a robot account of the project.",
};

const de: typeof en = {
  title: "Push-Befehle",
  open: "Push-Befehle",
  client: "Client",
  intro: (project) => `Mit diesen Befehlen pushen Sie ein erstes kleines Image nach ${project}.`,
  introChart: (project) => `Mit diesen Befehlen pushen Sie ein erstes Chart nach ${project}.`,
  introFile: (project) => `Mit diesen Befehlen pushen Sie eine Datei nach ${project}.`,
  signIn: "Anmelden",
  build: "Ein kleines Image bauen",
  fetch: "Ein kleines Image holen",
  package: "Ein Chart anlegen und packen",
  write: "Eine Datei schreiben",
  tag: "Für dieses Projekt taggen",
  push: "Pushen",
  all: "Alle Befehle",
  copyAll: "Alle Befehle kopieren",
  plainDocker: (host) => `Diese Site wird ohne TLS erreicht: Bei Docker muss ${host} unter insecure-registries stehen.`,
  password: "Sie werden nach Ihrem Passwort gefragt. Für CI nehmen Sie ein Roboterkonto des Projekts.",
};

export const push: Texts<typeof en> = { en, de };
