import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { systemJob } from "../../i18n/texts/system-job.ts";
import { type Run, stopRun, type SystemJob } from "./system-job.ts";

export function StopRunButton({ job, run }: { readonly job: SystemJob; readonly run: Run }) {
  const t = useTexts(systemJob);
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure();
  const stop = async () => {
    await stopRun(job, run.id);
    notifications.show({ message: t.stopping });
    await queryClient.invalidateQueries({ queryKey: [job] });
  };
  return (
    <>
      <Button size="compact-sm" variant="light" color="red" onClick={open} aria-label={t.stopRun(run.id)}>
        {t.stop}
      </Button>
      <ConfirmDialog opened={isAsking} onClose={close} title={t.stopTitle(run.id)} verb={t.stop} onConfirm={stop}>
        {t.stopHelp}
      </ConfirmDialog>
    </>
  );
}
