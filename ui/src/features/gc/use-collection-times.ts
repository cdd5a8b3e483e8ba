import { useQuery } from "@tanstack/react-query";
import { useLanguage } from "../../i18n/language.tsx";
import { spanText } from "../../i18n/span.ts";
import { timesQuery } from "../site/queries.ts";

/** How long garbage waits (null: not at all), and how long it lies in the trash, in words. */
export function useCollectionTimes(): { readonly window: string | null; readonly trash: string } {
  const { language } = useLanguage();
  const { data } = useQuery(timesQuery);
  const text = (key: string) => (data ? spanText(language, data[key] ?? 0) : "…");
  return { window: data?.gc_window === 0 ? null : text("gc_window"), trash: text("trash_retention") };
}
