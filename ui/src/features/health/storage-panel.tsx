import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { health } from "../../i18n/texts/health.ts";
import { volumesQuery } from "./queries.ts";

export function StoragePanel() {
  const t = useTexts(health);
  const format = useFormat();
  const { data, error, refetch } = useQuery(volumesQuery);
  const used = data?.storage.reduce((sum, { total, free }) => sum + total - free, 0) ?? 0;
  return (
    <Panel title={t.storage} description={t.storageHelp}>
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={48} />}
      {data && <Facts facts={[{ name: t.stored, value: format.bytes(used) }]} />}
    </Panel>
  );
}
