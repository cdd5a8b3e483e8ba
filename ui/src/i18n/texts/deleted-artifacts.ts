import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  title: "Deleted",
  help: (duration: string) =>
    `What was deleted stays here for ${duration} and can be brought back, with the tags that nothing has taken since. After that its bytes go for good.`,
  helpOff: "This site keeps nothing of what is deleted: deleted artifacts cannot be brought back.",
  days: (count: number) => counted("en", count, "day", "days"),
  hours: (count: number) => counted("en", count, "hour", "hours"),
  minutes: (count: number) => counted("en", count, "minute", "minutes"),
  filter: "Filter by repository",
  none: "Nothing was deleted",
  noneHelp: "Artifacts that are deleted by people, by retention or by garbage collection stand here until their bytes go.",
  artifact: "Artifact",
  tags: "Tags",
  noTags: "untagged",
  moreTags: (count: number) => `${count} more`,
  deleted: "Deleted",
  by: (name: string) => `by ${name}`,
  byItself: "by the site's clean-up",
  until: "Can be brought back",
  untilTime: (time: string) => `until ${time}`,
  index: "Image for several platforms",
  image: "Image",
  chart: "Helm chart",
  other: "Artifact",
  restore: "Bring back",
  restoreOf: (name: string) => `Bring back ${name}`,
  restoreTitle: "Bring it back?",
  restoreWhat: (name: string) => `${name} will be in its repository again, with children, signatures and SBOMs that were deleted with it.`,
  restoreTags: "Its tags come back as far as nothing else has them now:",
  restoreUntagged: "It had no tags: it comes back untagged, and garbage collection may take it again. Give it a tag soon.",
  restored: (name: string) => `${name} is back`,
};

const de: typeof en = {
  title: "Gelöscht",
  help: (duration) =>
    `Was gelöscht wurde, bleibt ${duration} hier und kann wiederhergestellt werden, mit den Tags, die seither nichts anderes bekommen hat. Danach gehen seine Bytes endgültig.`,
  helpOff: "Diese Site behält nichts von dem, was gelöscht wird: Gelöschte Artefakte können nicht wiederhergestellt werden.",
  days: (count) => counted("de", count, "Tag", "Tage"),
  hours: (count) => counted("de", count, "Stunde", "Stunden"),
  minutes: (count) => counted("de", count, "Minute", "Minuten"),
  filter: "Nach Repository filtern",
  none: "Nichts wurde gelöscht",
  noneHelp:
    "Artefakte, die von Personen, von der Aufbewahrung oder der Speicherbereinigung gelöscht werden, stehen hier, bis ihre Bytes gehen.",
  artifact: "Artefakt",
  tags: "Tags",
  noTags: "ohne Tag",
  moreTags: (count) => `${count} weitere`,
  deleted: "Gelöscht",
  by: (name) => `von ${name}`,
  byItself: "beim Aufräumen der Site",
  until: "Wiederherstellbar",
  untilTime: (time) => `bis ${time}`,
  index: "Image für mehrere Plattformen",
  image: "Image",
  chart: "Helm-Chart",
  other: "Artefakt",
  restore: "Wiederherstellen",
  restoreOf: (name) => `${name} wiederherstellen`,
  restoreTitle: "Wiederherstellen?",
  restoreWhat: (name) =>
    `${name} wird wieder in seinem Repository stehen, mit den Teilen, Signaturen und SBOMs, die damit gelöscht wurden.`,
  restoreTags: "Seine Tags kommen zurück, soweit sie jetzt nichts anderes benennen:",
  restoreUntagged:
    "Es hatte keine Tags: Es kommt ohne Tag zurück, und die Speicherbereinigung kann es wieder nehmen. Geben Sie ihm bald ein Tag.",
  restored: (name) => `${name} ist wieder da`,
};

export const deletedArtifacts: Texts<typeof en> = { en, de };
