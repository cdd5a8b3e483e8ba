import { ActionIcon, Alert, Button, Group, Paper, Text, Tooltip } from "@mantine/core";
import { IconDatabase, IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { configurationsQuery, numberOf } from "../../api/configurations.ts";
import type { Quota } from "../../api/types.ts";
import { Dialog, useDialog } from "../../components/dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Gauge } from "../../components/gauge.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { Page } from "../../components/page.tsx";
import { menuColumn } from "../../components/row-menu.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { quotas } from "../../i18n/texts/quotas.ts";
import { DefaultQuotaForm } from "./default-quota-form.tsx";
import { quotasQuery } from "./queries.ts";
import { QuotaForm } from "./quota-form.tsx";

export function QuotasPage() {
  const t = useTexts(quotas);
  const c = useTexts(common);
  const format = useFormat();
  const [search] = useListSearch();
  const editing = useDialog<Quota>();
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
          menuColumn<Quota>(c.actions, (quota) => (
            <Tooltip label={c.edit}>
              <ActionIcon variant="subtle" color="gray" aria-label={t.edit(quota.ref.name)} onClick={() => editing.open(quota)}>
                <IconPencil size={18} />
              </ActionIcon>
            </Tooltip>
          )),
        ]}
      />
      <Dialog opened={editing.opened} onClose={editing.close} title={t.editTitle(editing.subject?.ref.name ?? "")} size="md">
        {editing.subject && <QuotaForm quota={editing.subject} onDone={editing.close} />}
      </Dialog>
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
      <Dialog opened={isOpen} onClose={() => setOpen(false)} title={t.default} size="md">
        <DefaultQuotaForm storage={storage} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
