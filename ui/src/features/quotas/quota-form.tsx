import { Alert, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Quota } from "../../api/types.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { quotas } from "../../i18n/texts/quotas.ts";
import { isLimit } from "./byte-units.ts";
import { useUpdateQuota } from "./queries.ts";
import { StorageLimitInput } from "./storage-limit-input.tsx";

/** Changes how much a project may use. */
export function QuotaForm({ quota, onDone }: { readonly quota: Quota; readonly onDone: () => void }) {
  const t = useTexts(quotas);
  const c = useTexts(common);
  const format = useFormat();
  const update = useUpdateQuota();
  const used = quota.used.storage ?? 0;
  const [storage, setStorage] = useState(quota.hard.storage ?? -1);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { storage },
    onValuesChange: (values) => setStorage(values.storage),
    validate: { storage: (value) => (isLimit(value) ? null : t.wrong) },
  });
  const save = async (values: typeof form.values) => {
    await update.mutateAsync({ id: quota.id, storage: values.storage });
    notifications.show({ message: t.saved(quota.ref.name) });
    onDone();
  };
  return (
    <SavingForm form={form} verb={c.save} save={save} onCancel={onDone}>
      <Text size="sm">{t.usedNow(format.bytes(used))}</Text>
      <StorageLimitInput label={t.storage} {...form.getInputProps("storage")} />
      {storage > 0 && storage < used && (
        <Alert color="yellow" role="status">
          {t.below}
        </Alert>
      )}
    </SavingForm>
  );
}
