import { Paper } from "@mantine/core";
import { IconFileOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "../../api/errors.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Markdown } from "../../components/markdown.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import type { ArtifactAddress } from "./artifact-address.ts";
import { textQuery } from "./queries.ts";

export function ReadmeSection({ address }: { readonly address: ArtifactAddress }) {
  const t = useTexts(artifactContent);
  const { data, error, refetch } = useQuery(textQuery(address, "readme.md"));
  if (error) {
    return error instanceof ApiError && error.status === 404 ? (
      <EmptyState icon={<IconFileOff />} title={t.noReadme}>
        {t.noAdditionHelp}
      </EmptyState>
    ) : (
      <ErrorMessage error={error} retry={() => void refetch()} />
    );
  }
  if (data === undefined) return <TableSkeleton />;
  return (
    <Paper withBorder px="lg" pb="lg" pt="xs">
      <Markdown text={data} />
    </Paper>
  );
}
