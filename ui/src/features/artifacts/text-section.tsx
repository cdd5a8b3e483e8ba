import { IconFileOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Group, Stack } from "@mantine/core";
import { ApiError } from "../../api/errors.ts";
import { CodeView } from "../../components/code-view.tsx";
import { Copy } from "../../components/copy.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import type { ArtifactAddress } from "./artifact-address.ts";
import { textQuery } from "./queries.ts";

interface TextSectionProps {
  readonly address: ArtifactAddress;
  readonly addition: "values.yaml" | "license";
}

/** A file out of the artifact, as it is. */
export function TextSection({ address, addition }: TextSectionProps) {
  const t = useTexts(artifactContent);
  const { data, error, refetch } = useQuery(textQuery(address, addition));
  if (error) {
    return error instanceof ApiError && error.status === 404 ? (
      <EmptyState icon={<IconFileOff />} title={addition === "license" ? t.noLicense : t.noValues}>
        {t.noAdditionHelp}
      </EmptyState>
    ) : (
      <ErrorMessage error={error} retry={() => void refetch()} />
    );
  }
  if (data === undefined) return <TableSkeleton />;
  return (
    <Stack gap="xs">
      <Group justify="flex-end">
        <Copy value={data} of={addition} />
      </Group>
      <CodeView text={data} label={addition} />
    </Stack>
  );
}
