import { Button, Skeleton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCurrentUser } from "../../api/session.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Gauge } from "../../components/gauge.tsx";
import { Panel } from "../../components/panel.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { projectSettings } from "../../i18n/texts/project-settings.ts";
import { quotas } from "../../i18n/texts/quotas.ts";
import { projectQuotaQuery } from "../quotas/queries.ts";
import { QuotaForm } from "../quotas/quota-form.tsx";
import { projectSummaryQuery } from "./queries.ts";
import { useProject } from "./use-project.ts";

export function ProjectStorage() {
  const t = useTexts(projectSettings);
  const q = useTexts(quotas);
  const { project } = useProject();
  const isAdministrator = useCurrentUser()?.sysadmin_flag === true;
  const { data, error } = useQuery(projectSummaryQuery(project.project_id));
  const { data: quota } = useQuery({ ...projectQuotaQuery(project.project_id), enabled: isAdministrator });
  const [isOpen, setOpen] = useState(false);
  const used = data?.quota?.used.storage ?? 0;
  const limit = data?.quota?.hard.storage ?? -1;
  return (
    <Panel
      title={t.storage}
      description={t.storageHelp}
      actions={
        quota && (
          <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setOpen(true)}>
            {t.changeQuota}
          </Button>
        )
      }
    >
      {error && <ErrorMessage error={error} />}
      {data ? <Gauge label={t.storage} used={used} limit={limit} size="lg" /> : !error && <Skeleton h={40} />}
      <Dialog opened={isOpen} onClose={() => setOpen(false)} title={q.editTitle(project.name)} size="md">
        {quota && <QuotaForm quota={quota} onDone={() => setOpen(false)} />}
      </Dialog>
    </Panel>
  );
}
