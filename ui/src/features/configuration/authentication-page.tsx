import { useQuery } from "@tanstack/react-query";
import { ErrorMessage } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { configuration } from "../../i18n/texts/configuration.ts";
import { BridgesPanel } from "./bridges-panel.tsx";
import { ConfigurationFrame } from "./configuration-frame.tsx";
import { DirectoryForm } from "./directory-form.tsx";
import { configurationsQuery } from "./queries.ts";

export function AuthenticationPage() {
  const t = useTexts(configuration);
  const { data, error, refetch } = useQuery(configurationsQuery);
  return (
    <ConfigurationFrame tab={t.authentication}>
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <TableSkeleton />}
      {data && <DirectoryForm configurations={data} />}
      <BridgesPanel />
    </ConfigurationFrame>
  );
}
