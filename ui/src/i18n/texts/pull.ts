import type { Texts } from "../language.tsx";

const en = {
  client: "Client",
  command: (client: string) => `Pull command for ${client}`,
  copyFor: "Copy pull commands for",
};

const de: typeof en = {
  client: "Client",
  command: (client) => `Pull-Befehl für ${client}`,
  copyFor: "Pull-Befehle kopieren für",
};

export const pull: Texts<typeof en> = { en, de };
