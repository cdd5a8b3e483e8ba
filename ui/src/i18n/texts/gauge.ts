import type { Texts } from "../language.tsx";

const en = {
  used: (used: string, limit: string) => `${used} of ${limit}`,
  unlimited: (used: string) => `${used}, no limit`,
  nearlyFull: "Nearly full",
  full: "Full",
};

const de: typeof en = {
  used: (used, limit) => `${used} von ${limit}`,
  unlimited: (used) => `${used}, ohne Grenze`,
  nearlyFull: "Fast voll",
  full: "Voll",
};

export const gauge: Texts<typeof en> = { en, de };
