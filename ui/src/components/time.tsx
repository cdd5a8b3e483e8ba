import { Tooltip } from "@mantine/core";
import { useFormat } from "../i18n/language.tsx";

/** How long ago, with the time itself for who looks closer. Harbor writes the year 1 where nothing has happened. */
export function Time({ at, absent = "–" }: { readonly at: string | null | undefined; readonly absent?: string }) {
  const format = useFormat();
  if (!at || Date.parse(at) < 86_400_000 || Number.isNaN(Date.parse(at))) return <>{absent}</>;
  return (
    <Tooltip label={format.dateTime(at)}>
      <time dateTime={at}>{format.since(at)}</time>
    </Tooltip>
  );
}
