import { Group, Skeleton, Stack } from "@mantine/core";
import { common } from "../i18n/texts/common.ts";
import { useTexts } from "../i18n/language.tsx";

/** The outline of a page while its content is on the way. */
export function PageSkeleton() {
  const t = useTexts(common);
  return (
    <Stack gap="lg" role="status" aria-label={t.loading}>
      <Group justify="space-between">
        <Skeleton h={32} w={240} />
        <Skeleton h={36} w={120} />
      </Group>
      <TableSkeleton />
    </Stack>
  );
}

export function TableSkeleton({ rows = 8 }: { readonly rows?: number }) {
  return (
    <Stack gap="xs" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} h={44} radius="sm" style={{ opacity: 1 - row / (rows + 2) }} />
      ))}
    </Stack>
  );
}
