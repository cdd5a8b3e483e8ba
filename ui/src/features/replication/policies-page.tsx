import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReplicationPolicy } from "../../api/types.ts";
import { useDialog } from "../../components/dialog.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { ButtonLink } from "../../components/links.tsx";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { registryChoicesQuery } from "../registries/queries.ts";
import { DeletePolicy } from "./delete-policy.tsx";
import { PoliciesTable } from "./policies-table.tsx";
import { PolicyDrawer } from "./policy-drawer.tsx";

export function PoliciesPage() {
  const t = useTexts(replication);
  const navigate = useNavigate();
  const { data: registries } = useQuery(registryChoicesQuery);
  const editing = useDialog<ReplicationPolicy | null>();
  const deleting = useDialog<ReplicationPolicy>();
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => editing.open(null)}>
      {t.create}
    </Button>
  );
  return (
    <Page title={t.title} description={t.description} actions={create}>
      <Group>
        <FilterInput label={t.filter} />
      </Group>
      <PoliciesTable
        emptyAction={registries?.length === 0 ? <ButtonLink to="/registries">{t.toRegistries}</ButtonLink> : create}
        onEdit={editing.open}
        onDelete={deleting.open}
      />
      <PolicyDrawer
        dialog={editing}
        onSaved={(id) => {
          // What was just made is looked at, and tried, next.
          if (editing.subject === null) void navigate({ to: "/replications/$policy", params: { policy: String(id) } });
        }}
      />
      <DeletePolicy dialog={deleting} />
    </Page>
  );
}
