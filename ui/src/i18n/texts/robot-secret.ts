import type { Texts } from "../language.tsx";

const en = {
  title: (name: string) => `Secret of ${name}`,
  once: "This is the only time that the secret is shown. Keep it where your pipeline reads its secrets.",
  name: "Log in as",
  secret: "Secret",
  download: "Download",
  use: "Use it in",
  githubHelp: "Keep the secret in Settings → Secrets and variables → Actions, as ROADSTEAD_SECRET.",
  gitlabHelp: "Keep the secret in Settings → CI/CD → Variables, as ROADSTEAD_SECRET: masked, and without “Expand variable reference”.",
  jenkinsHelp: "Keep the secret in the credentials as “Secret text” with the id roadstead-secret.",
  shellHelp: "Docker asks for the secret, so that it does not stay in the shell's history.",
  quoted: "The name holds a $: keep the quotes around it.",
  done: "I have kept the secret",
};

const de: typeof en = {
  title: (name) => `Secret von ${name}`,
  once: "Das Secret wird nur dieses eine Mal gezeigt. Bewahren Sie es dort auf, wo Ihre Pipeline ihre Secrets liest.",
  name: "Anmelden als",
  secret: "Geheimnis (Secret)",
  download: "Herunterladen",
  use: "Verwenden in",
  githubHelp: "Legen Sie das Secret unter Settings → Secrets and variables → Actions als ROADSTEAD_SECRET ab.",
  gitlabHelp:
    "Legen Sie das Secret unter Settings → CI/CD → Variables als ROADSTEAD_SECRET ab: maskiert und ohne „Expand variable reference“.",
  jenkinsHelp: "Legen Sie das Secret in den Zugangsdaten als „Secret text“ mit der ID roadstead-secret ab.",
  shellHelp: "Docker fragt nach dem Secret, damit es nicht im Verlauf der Shell stehen bleibt.",
  quoted: "Der Name enthält ein $: Lassen Sie die Anführungszeichen stehen.",
  done: "Ich habe das Secret aufbewahrt",
};

export const robotSecret: Texts<typeof en> = { en, de };
