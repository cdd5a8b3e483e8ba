import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ReplicationPolicy } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { errors } from "../../i18n/texts/errors.ts";
import { replication } from "../../i18n/texts/replication.ts";
import { explain } from "../../components/error-message.tsx";
import { savePolicy, startRun } from "./mutations.ts";

interface PolicyActions {
  /** A run is being begun: whoever clicks again would have two. */
  readonly isStarting: boolean;
  /** Begins a run and goes to its page. */
  readonly run: (policyId: number, isDryRun: boolean) => Promise<void>;
  readonly setEnabled: (policy: ReplicationPolicy, isEnabled: boolean) => Promise<void>;
}

/** What is done to a policy without a form; a failure is said in passing. */
export function usePolicyActions(): PolicyActions {
  const t = useTexts(replication);
  const e = useTexts(errors);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isStarting, setStarting] = useState(false);
  const noted = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      const { title, help } = explain(error, e);
      notifications.show({ color: "red", title, message: help, autoClose: false });
    }
  };
  return {
    isStarting,
    run: async (policyId, isDryRun) => {
      setStarting(true);
      await noted(async () => {
        const id = await startRun(client, policyId, isDryRun);
        notifications.show({ message: t.started });
        await navigate({
          to: "/replications/$policy/executions/$execution",
          params: { policy: String(policyId), execution: String(id) },
        });
      });
      setStarting(false);
    },
    setEnabled: ({ id = 0, name = "" }, isEnabled) =>
      noted(async () => {
        await savePolicy(client, id, { enabled: isEnabled });
        notifications.show({ message: isEnabled ? t.wasEnabled(name) : t.wasDisabled(name) });
      }),
  };
}
