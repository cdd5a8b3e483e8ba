import { ActionIcon, Alert, Button, Group, Paper, Text, Tooltip } from "@mantine/core";
import { IconDatabase, IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { configurationsQuery, numberOf } from "../../api/configurations.ts";
import type { Quota } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { Gauge } from "../../components/gauge.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { Page } from "../../components/page.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { quotas } from "../../i18n/texts/quotas.ts";
import { DefaultQuotaDialog } from "./default-quota-dialog.tsx";
import { quotasQuery } from "./queries.ts";
import { QuotaDialog } from "./quota-dialog.tsx";

export function QuotasPage() {
  const t = useTexts(quotas);
  const c = useTexts(common);
  const format = useFormat();
  const [search] = useListSearch();
  const [edited, setEdited] = useState<Quota | null>(null);
  return (
    <Page title={t.title} description={t.description}>
      <DefaultQuota />
      <ListTable
        label={t.title}
        query={quotasQuery(search)}
        idOf={({ id }: Quota) => id}
        empty={
          <EmptyState icon={<IconDatabase />} title={t.none}>
            {t.noneHelp}
          </EmptyState>
        }
        columns={[
          {
            accessor: "ref.name",
            title: t.project,
            render: ({ ref }) => (
              <AnchorLink inherit to="/projects/$project" params={{ project: ref.name }}>
                {ref.name}
              </AnchorLink>
            ),
          },
          { accessor: "ref.owner_name", title: t.owner, visibleMediaQuery: "(min-width: 48em)" },
          {
            accessor: "used.storage",
            title: t.used,
            sortable: true,
            width: "40%",
            render: ({ ref, used, hard }) => <Gauge label={t.storageOf(ref.name)} used={used.storage ?? 0} limit={hard.storage ?? -1} />,
          },
          {
            accessor: "hard.storage",
            title: t.limit,
            sortable: true,
            textAlign: "right",
            visibleMediaQuery: "(min-width: 48em)",
            render: ({ hard: { storage = -1 } }) => (storage < 0 ? t.unlimited : format.bytes(storage)),
          },
          {
            accessor: "actions",
            title: "",
            textAlign: "right",
            width: 60,
            render: (quota) => (
              <Tooltip label={c.edit}>
                <ActionIcon variant="subtle" color="gray" aria-label={t.edit(quota.ref.name)} onClick={() => setEdited(quota)}>
                  <IconPencil size={18} />
                </ActionIcon>
              </Tooltip>
            ),
          },
        ]}
      />
      {edited && <QuotaDialog quota={edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

/** What a new project gets, from the configuration. */
function DefaultQuota() {
  const t = useTexts(quotas);
  const c = useTexts(common);
  const format = useFormat();
  const { data } = useQuery(configurationsQuery);
  const [isOpen, setOpen] = useState(false);
  const storage = numberOf(data, "storage_per_project");
  if (storage === null) return null;
  return (
    <>
      {data?.quota_per_project_enable?.value === false && (
        <Alert color="yellow" role="note">
          {t.off}
        </Alert>
      )}
      <Paper withBorder p="md">
        <Group justify="space-between" gap="sm">
          <Text>
            {t.defaultNow}: <b>{storage < 0 ? t.unlimited : format.bytes(storage)}</b>
          </Text>
          <Button
            variant="default"
            leftSection={<IconPencil size={16} />}
            onClick={() => setOpen(true)}
            aria-label={`${c.edit}: ${t.default}`}
          >
            {c.edit}
          </Button>
        </Group>
      </Paper>
      {isOpen && <DefaultQuotaDialog storage={storage} onClose={() => setOpen(false)} />}
    </>
  );
}
