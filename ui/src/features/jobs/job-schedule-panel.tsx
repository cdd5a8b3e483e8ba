import { Button, Group, Skeleton, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { cronProblem } from "../../components/cron-expression.ts";
import { CronInput } from "../../components/cron-input.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Panel } from "../../components/panel.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { systemJob } from "../../i18n/texts/system-job.ts";
import { type JobSchedule, jobScheduleQuery, saveSchedule, type SystemJob } from "./system-job.ts";

type Parameters = JobSchedule["parameters"];

interface JobSchedulePanelProps {
  readonly job: SystemJob;
  readonly description: string;
  /** What a schedule that was never saved begins with. */
  readonly initialParameters?: Parameters;
  /** Inputs for what the scheduled runs begin with. */
  readonly children: (parameters: Parameters, change: (next: Parameters) => void) => ReactNode;
}

/** When the job runs by itself, and with what. */
export function JobSchedulePanel({ job, description, initialParameters = {}, children }: JobSchedulePanelProps) {
  const t = useTexts(systemJob);
  const { data, error, refetch } = useQuery(jobScheduleQuery(job));
  return (
    <Panel title={t.schedule} description={description}>
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={120} />}
      {data && (
        <ScheduleForm key={JSON.stringify(data)} job={job} saved={data.cron === "" ? { ...data, parameters: initialParameters } : data}>
          {children}
        </ScheduleForm>
      )}
    </Panel>
  );
}

type ScheduleFormProps = Pick<JobSchedulePanelProps, "job" | "children"> & { readonly saved: JobSchedule };

function ScheduleForm({ job, saved, children }: ScheduleFormProps) {
  const t = useTexts(systemJob);
  const queryClient = useQueryClient();
  const [cron, setCron] = useState(saved.cron);
  const [parameters, setParameters] = useState(saved.parameters);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isChanged = cron !== saved.cron || (cron !== "" && JSON.stringify(parameters) !== JSON.stringify(saved.parameters));
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (cron !== "" && cronProblem(cron) !== null) return;
    setBusy(true);
    setFailure(null);
    try {
      await saveSchedule(job, { cron, parameters });
      notifications.show({ message: cron === "" ? t.scheduleRemoved : t.scheduleSaved, color: "teal" });
      await Promise.all([job, "schedules"].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Stack>
        <CronInput value={cron} onChange={setCron} label={t.schedule} />
        {cron !== "" && children(parameters, setParameters)}
        {failure !== null && <ErrorMessage error={failure} />}
        <Group>
          <Button type="submit" variant={isChanged ? "filled" : "default"} loading={isBusy} disabled={!isChanged}>
            {t.saveSchedule}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
