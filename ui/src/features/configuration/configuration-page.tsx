import { useQuery } from "@tanstack/react-query";
import { ErrorMessage } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { configuration } from "../../i18n/texts/configuration.ts";
import { ConfigurationFrame } from "./configuration-frame.tsx";
import { configurationsQuery } from "./queries.ts";
import { SystemForm } from "./system-form.tsx";
import { TimesPanel } from "./times-panel.tsx";

export function ConfigurationPage() {
  const t = useTexts(configuration);
  const { data, error, refetch } = useQuery(configurationsQuery);
  return (
    <ConfigurationFrame tab={t.system}>
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <TableSkeleton />}
      {data && <SystemForm configurations={data} />}
      <TimesPanel />
    </ConfigurationFrame>
  );
}
