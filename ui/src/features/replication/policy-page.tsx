import { Badge, Button, Group, Stack, Text, Title, Tooltip } from "@mantine/core";
import { IconPlayerPlay, IconTestPipe } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { ApiError } from "../../api/errors.ts";
import type { ReplicationPolicy } from "../../api/types.ts";
import { useDialog } from "../../components/dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { NotFound } from "../../components/not-found.tsx";
import { PageSkeleton } from "../../components/page-skeleton.tsx";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { DeletePolicy } from "./delete-policy.tsx";
import { ExecutionsTable } from "./executions-table.tsx";
import { PolicyDrawer } from "./policy-drawer.tsx";
import { PolicyMenu } from "./policy-menu.tsx";
import { PolicySummary } from "./policy-summary.tsx";
import { policyQuery } from "./queries.ts";
import { usePolicyActions } from "./use-policy-actions.ts";

export function PolicyPage() {
  const { policy: id = "" } = useParams({ strict: false });
  const { data: policy, error, refetch } = useQuery(policyQuery(Number(id)));
  if (error instanceof ApiError && (error.status === 404 || error.status === 422)) return <NotFound />;
  if (error && !policy) return <ErrorMessage error={error} retry={() => void refetch()} />;
  return policy ? <Shown policy={policy} /> : <PageSkeleton />;
}

function Shown({ policy }: { readonly policy: ReplicationPolicy }) {
  const t = useTexts(replication);
  const navigate = useNavigate();
  const { run, isStarting } = usePolicyActions();
  const editing = useDialog<ReplicationPolicy | null>();
  const deleting = useDialog<ReplicationPolicy>();
  const { id = 0, name = "", description, enabled = false } = policy;
  return (
    <Page
      title={name}
      description={description}
      trail={[
        <AnchorLink key="all" to="/replications" inherit>
          {t.title}
        </AnchorLink>,
      ]}
      actions={
        <>
          {enabled && (
            <>
              <Tooltip label={t.dryRunHelp}>
                <Button variant="default" leftSection={<IconTestPipe size={16} />} disabled={isStarting} onClick={() => void run(id, true)}>
                  {t.dryRun}
                </Button>
              </Tooltip>
              <Button leftSection={<IconPlayerPlay size={16} />} disabled={isStarting} onClick={() => void run(id, false)}>
                {t.run}
              </Button>
            </>
          )}
          <PolicyMenu policy={policy} onEdit={editing.open} onDelete={deleting.open} />
        </>
      }
    >
      <Stack component="section" gap="sm" aria-label={t.settings}>
        <Group gap="xs">
          <Title order={2} fz="lg">
            {t.settings}
          </Title>
          <Badge color={enabled ? "teal" : "gray"}>{enabled ? t.enabled : t.disabled}</Badge>
        </Group>
        {!enabled && <Text size="sm">{t.offHelp}</Text>}
        <PolicySummary policy={policy} />
      </Stack>
      <Stack component="section" gap="sm" aria-label={t.runs}>
        <Title order={2} fz="lg">
          {t.runs}
        </Title>
        <ExecutionsTable policyId={id} />
      </Stack>
      <PolicyDrawer dialog={editing} />
      <DeletePolicy dialog={deleting} onDeleted={() => void navigate({ to: "/replications" })} />
    </Page>
  );
}
