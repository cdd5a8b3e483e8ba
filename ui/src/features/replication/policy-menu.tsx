import { IconPencil, IconPlayerPlay, IconTestPipe, IconToggleLeft, IconToggleRight, IconTrash } from "@tabler/icons-react";
import type { ReplicationPolicy } from "../../api/types.ts";
import { RowMenu } from "../../components/row-menu.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { replication } from "../../i18n/texts/replication.ts";
import { usePolicyActions } from "./use-policy-actions.ts";

interface PolicyMenuProps {
  readonly policy: ReplicationPolicy;
  readonly onEdit: (policy: ReplicationPolicy) => void;
  readonly onDelete: (policy: ReplicationPolicy) => void;
}

export function PolicyMenu({ policy, onEdit, onDelete }: PolicyMenuProps) {
  const t = useTexts(replication);
  const c = useTexts(common);
  const { run, setEnabled } = usePolicyActions();
  const { id = 0, name = "", enabled = false } = policy;
  return (
    <RowMenu
      label={t.actionsOf(name)}
      actions={[
        enabled && { text: t.run, icon: <IconPlayerPlay size={16} />, onClick: () => void run(id, false) },
        enabled && { text: t.dryRun, icon: <IconTestPipe size={16} />, onClick: () => void run(id, true) },
        { text: t.edit, icon: <IconPencil size={16} />, onClick: () => onEdit(policy) },
        {
          text: enabled ? t.disable : t.enable,
          icon: enabled ? <IconToggleRight size={16} /> : <IconToggleLeft size={16} />,
          onClick: () => void setEnabled(policy, !enabled),
        },
        { text: c.delete, icon: <IconTrash size={16} />, isDestructive: true, onClick: () => onDelete(policy) },
      ]}
    />
  );
}
