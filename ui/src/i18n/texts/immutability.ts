import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  help: "An immutable tag always names the same artifact: nobody can push over it or delete it, and neither retention nor garbage collection takes what it names.",
  addRule: "Add a rule",
  editRule: "Edit the rule",
  sentence: (tags: string, repositories: string) => `In ${repositories}, ${tags} are immutable.`,
  isOn: (sentence: string) => `This rule is on: ${sentence}`,
  isOff: "Off: it holds nothing.",
  holdsNone: "It holds no tag now; it will hold those that come.",
  holds: (tags: number, repositories: number) =>
    `Holds ${counted("en", tags, "tag", "tags")} in ${counted("en", repositories, "repository", "repositories")} now:`,
  holdsAtLeast: (tags: number) => `Holds at least ${counted("en", tags, "tag", "tags")} now:`,
  ruleActions: (sentence: string) => `Actions for the rule: ${sentence}`,
  none: "Every tag can be moved",
  noneHelp: "Add a rule for the tags that must stay what they are, such as releases: v* in all repositories.",
  saved: "The rule is saved",
  deleted: "The rule is deleted",
  deleteTitle: "Delete this rule?",
  deleteHelp: "The tags stay; from then on they can be pushed over and deleted, unless another rule holds them.",
};

const de: typeof en = {
  help: "Ein unveränderliches Tag nennt immer dasselbe Artefakt: Niemand kann es überschreiben oder löschen, und weder Aufbewahrung noch Speicherbereinigung nehmen, was es nennt.",
  addRule: "Regel hinzufügen",
  editRule: "Regel bearbeiten",
  sentence: (tags, repositories) => `In ${repositories} sind ${tags} unveränderlich.`,
  isOn: (sentence) => `Diese Regel gilt: ${sentence}`,
  isOff: "Aus: Sie hält nichts fest.",
  holdsNone: "Zurzeit hält sie kein Tag fest; neue wird sie festhalten.",
  holds: (tags, repositories) =>
    `Hält zurzeit ${counted("de", tags, "Tag", "Tags")} in ${counted("de", repositories, "Repository", "Repositories")} fest:`,
  holdsAtLeast: (tags) => `Hält zurzeit mindestens ${counted("de", tags, "Tag", "Tags")} fest:`,
  ruleActions: (sentence) => `Aktionen für die Regel: ${sentence}`,
  none: "Jedes Tag kann bewegt werden",
  noneHelp: "Fügen Sie eine Regel für die Tags hinzu, die bleiben müssen, was sie sind, etwa Releases: v* in allen Repositories.",
  saved: "Die Regel ist gespeichert",
  deleted: "Die Regel ist gelöscht",
  deleteTitle: "Diese Regel löschen?",
  deleteHelp: "Die Tags bleiben; danach können sie überschrieben und gelöscht werden, wenn keine andere Regel sie festhält.",
};

export const immutability: Texts<typeof en> = { en, de };
