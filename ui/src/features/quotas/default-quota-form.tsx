import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { quotas } from "../../i18n/texts/quotas.ts";
import { isLimit } from "./byte-units.ts";
import { useUpdateDefaultQuota } from "./queries.ts";
import { StorageLimitInput } from "./storage-limit-input.tsx";

/** What projects that are made from now on may use. */
export function DefaultQuotaForm({ storage, onDone }: { readonly storage: number; readonly onDone: () => void }) {
  const t = useTexts(quotas);
  const c = useTexts(common);
  const update = useUpdateDefaultQuota();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { storage },
    validate: { storage: (value) => (isLimit(value) ? null : t.wrong) },
  });
  const save = async (values: typeof form.values) => {
    await update.mutateAsync(values.storage);
    notifications.show({ message: t.defaultSaved });
    onDone();
  };
  return (
    <SavingForm form={form} verb={c.save} save={save} onCancel={onDone}>
      <StorageLimitInput label={t.storage} description={t.defaultHelp} {...form.getInputProps("storage")} />
    </SavingForm>
  );
}
