import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  title: "Scrub",
  description: "Compares what is stored with what is known, and reads blobs again to see that their bytes are still the right ones.",
  now: "Check now",
  nowHelp: "Checking disturbs nobody, and deletes nothing that anything refers to.",
  percent: "Blobs that are read whole",
  percentHelp: "Of the others only the length is compared. Every run takes other blobs.",
  percentOf: (percent: number) => `${percent} %`,
  everything: "all",
  lengthOnly: "none",
  scheduleHelp: "Every week, with ten of a hundred blobs read whole, is a good beginning.",
  newest: "The newest run",
  checked: "Checked",
  unknown: "Unknown",
  missing: "Missing",
  damaged: "Damaged",
  healed: "Healed",
  allWell: (count: number) => `All is well: ${counted("en", count, "entry was", "entries were")} checked, and each is as it should be.`,
  found: "Something is not as it should be",
  means: {
    unknown: (count: number) =>
      `${counted("en", count, "object", "objects")} in the bucket that nobody knows. What a later run still finds a day afterwards goes to the trash.`,
    missing: (count: number) =>
      `${counted("en", count, "blob has", "blobs have")} no bytes any more. Whoever pushes the image again brings them back.`,
    damaged: (count: number) =>
      `${counted("en", count, "blob has", "blobs have")} other bytes than they should. They are not handed out; the next push of the image heals them.`,
    healed: (count: number) =>
      `${counted("en", count, "blob was", "blobs were")} fetched again from a registry that this site replicates with.`,
  },
  inLog: "The log names each of them.",
  read: "Read whole",
};

const de: typeof en = {
  title: "Bestandsprüfung",
  description: "Vergleicht, was gespeichert ist, mit dem, was bekannt ist, und liest Blobs nach, ob ihre Bytes noch die richtigen sind.",
  now: "Jetzt prüfen",
  nowHelp: "Die Prüfung stört niemanden und löscht nichts, worauf etwas verweist.",
  percent: "Blobs, die ganz gelesen werden",
  percentHelp: "Bei den anderen wird nur die Länge verglichen. Jeder Lauf nimmt andere Blobs.",
  percentOf: (percent) => `${percent} %`,
  everything: "alle",
  lengthOnly: "keine",
  scheduleHelp: "Jede Woche, mit zehn von hundert Blobs ganz gelesen, ist ein guter Anfang.",
  newest: "Der neueste Lauf",
  checked: "Geprüft",
  unknown: "Unbekannt",
  missing: "Verschwunden",
  damaged: "Beschädigt",
  healed: "Geheilt",
  allWell: (count) =>
    `Alles in Ordnung: ${counted("de", count, "Eintrag wurde", "Einträge wurden")} geprüft, und alle sind, wie sie sein sollen.`,
  found: "Etwas ist nicht, wie es sein soll",
  means: {
    unknown: (count) =>
      `${counted("de", count, "Objekt", "Objekte")} im Bucket, die niemand kennt. Was ein späterer Lauf nach einem Tag immer noch findet, kommt in den Papierkorb.`,
    missing: (count) =>
      `${counted("de", count, "Blob hat", "Blobs haben")} keine Bytes mehr. Wer das Image noch einmal pusht, bringt sie zurück.`,
    damaged: (count) =>
      `${counted("de", count, "Blob hat", "Blobs haben")} andere Bytes, als sie sollten. Sie werden nicht ausgeliefert; der nächste Push des Images heilt sie.`,
    healed: (count) =>
      `${counted("de", count, "Blob wurde", "Blobs wurden")} noch einmal aus einer Registry geholt, mit der diese Site repliziert.`,
  },
  inLog: "Das Protokoll nennt jedes einzeln.",
  read: "Ganz gelesen",
};

export const scrub: Texts<typeof en> = { en, de };
