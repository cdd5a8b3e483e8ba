import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  choices: { none: "No schedule", hourly: "Every hour", daily: "Every day", weekly: "Every week", custom: "Custom" },
  noneHelp: "It happens only when somebody starts it.",
  expression: "Cron expression",
  expressionHelp: "Second, minute, hour, day, month, weekday; in UTC. Seconds are 0.",
  inUtc: (words: string) => `${words} (UTC)`,
  next: (times: string) => `Next: ${times}`,
  useInstead: (better: string) => `Use ${better}`,
  count: (given: number) =>
    `Six fields are needed: second, minute, hour, day, month and weekday. ${counted("en", given, "was", "were")} given.`,
  field: (name: string, text: string, range: string) => `The ${name} cannot be ${text}: ${range}.`,
  fields: { second: "second", minute: "minute", hour: "hour", day: "day", month: "month", weekday: "weekday" },
  ranges: {
    second: "it goes from 0 to 59",
    minute: "it goes from 0 to 59, with * , - and / as usual",
    hour: "it goes from 0 to 23, with * , - and / as usual",
    day: "it goes from 1 to 31, with * , - and / as usual",
    month: "it goes from 1 to 12 or JAN to DEC",
    weekday: "it goes from 0 (Sunday) to 7 or SUN to SAT",
  },
  seconds: "The second must be 0: work begins with a minute.",
  never: "No day ever fits this.",
};

const de: typeof en = {
  choices: { none: "Kein Zeitplan", hourly: "Jede Stunde", daily: "Jeden Tag", weekly: "Jede Woche", custom: "Eigener" },
  noneHelp: "Es geschieht nur, wenn jemand es startet.",
  expression: "Cron-Ausdruck",
  expressionHelp: "Sekunde, Minute, Stunde, Tag, Monat, Wochentag; in UTC. Sekunden sind 0.",
  inUtc: (words) => `${words} (UTC)`,
  next: (times) => `Als Nächstes: ${times}`,
  useInstead: (better) => `${better} verwenden`,
  count: (given) =>
    `Es braucht sechs Felder: Sekunde, Minute, Stunde, Tag, Monat und Wochentag. ${counted("de", given, "ist", "sind")} angegeben.`,
  field: (name, text, range) => `Im Feld ${name} geht ${text} nicht: ${range}.`,
  fields: { second: "Sekunde", minute: "Minute", hour: "Stunde", day: "Tag", month: "Monat", weekday: "Wochentag" },
  ranges: {
    second: "Es reicht von 0 bis 59",
    minute: "Es reicht von 0 bis 59, mit * , - und / wie üblich",
    hour: "Es reicht von 0 bis 23, mit * , - und / wie üblich",
    day: "Es reicht von 1 bis 31, mit * , - und / wie üblich",
    month: "Es reicht von 1 bis 12 oder JAN bis DEC",
    weekday: "Es reicht von 0 (Sonntag) bis 7 oder SUN bis SAT",
  },
  seconds: "Die Sekunde muss 0 sein: Arbeit beginnt mit einer Minute.",
  never: "Das trifft auf keinen Tag zu.",
};

export const cron: Texts<typeof en> = { en, de };
