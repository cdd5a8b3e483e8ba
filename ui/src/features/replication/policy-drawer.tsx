import { Drawer, Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { ReplicationPolicy } from "../../api/types.ts";
import type { DialogState } from "../../components/dialog.tsx";
import { SavingScope, useHeldWhileSaving } from "../../components/saving.ts";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { replicationPolicy } from "../../i18n/texts/replication-policy.ts";

// The words for schedules are heavy, and few who look at a policy change it.
const PolicyForm = lazy(() => import("./policy-form.tsx").then(({ PolicyForm: component }) => ({ default: component })));

interface PolicyDrawerProps {
  /** Null: a new one. */
  readonly dialog: DialogState<ReplicationPolicy | null>;
  readonly onSaved?: (id: number) => void;
}

export function PolicyDrawer({ dialog: { opened, subject, close }, onSaved }: PolicyDrawerProps) {
  const t = useTexts(replicationPolicy);
  const c = useTexts(common);
  const held = useHeldWhileSaving(close);
  return (
    <Drawer
      opened={opened}
      onClose={held.close}
      position="right"
      size="xl"
      // A click beside it would lose what was entered.
      closeOnClickOutside={false}
      styles={{ title: { fontSize: "1.15rem", fontWeight: 650 } }}
      title={subject ? t.editTitle(subject.name ?? "") : t.createTitle}
      closeButtonProps={{ "aria-label": c.close, disabled: held.isSaving }}
    >
      <SavingScope value={held.tell}>
        <Suspense fallback={<Skeleton h={600} />}>
          <PolicyForm
            policy={subject}
            onCancel={close}
            onDone={(id) => {
              close();
              onSaved?.(id);
            }}
          />
        </Suspense>
      </SavingScope>
    </Drawer>
  );
}
