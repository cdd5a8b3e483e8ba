import { Group, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import type { Label } from "../../api/types.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { LabelChip } from "../../components/label-chip.tsx";
import { labelColorUsual } from "../../components/label-color.ts";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { labels as texts } from "../../i18n/texts/labels.ts";
import { ColorChoice } from "./color-choice.tsx";
import { createLabel, type LabelValues, updateLabel } from "./mutations.ts";
import type { LabelHome } from "./queries.ts";

interface LabelFormProps {
  readonly home: LabelHome;
  /** Null: a new one. */
  readonly label: Label | null;
  readonly onDone: () => void;
}

const colorPattern = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

export function LabelForm({ home, label, onDone }: LabelFormProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  // What is entered is shown as it will look.
  const form = useForm<LabelValues>({
    mode: "controlled",
    initialValues: { name: label?.name ?? "", color: label?.color || labelColorUsual, description: label?.description ?? "" },
    validate: {
      name: (name) => (name.trim() === "" || name.trim().length > 128 ? t.nameRule : null),
      color: (color) => (colorPattern.test(color) ? null : t.ownColorRule),
    },
  });
  const save = async (values: LabelValues) => {
    const given = { ...values, name: values.name.trim() };
    await (label ? updateLabel(label, given) : createLabel(home, given));
    notifications.show({ message: (label ? t.saved : t.created)(given.name) });
    onDone();
  };
  const { name, color, description } = form.values;
  return (
    <SavingForm form={form} verb={label ? c.save : c.create} save={save} onCancel={onDone}>
      <TextInput label={c.name} required autoComplete="off" data-autofocus maxLength={128} {...form.getInputProps("name")} />
      <ColorChoice {...form.getInputProps("color")} />
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t.preview}
        </Text>
        <LabelChip label={{ name: name.trim() || t.sample, color: colorPattern.test(color) ? color : labelColorUsual, description }} />
      </Group>
      <Textarea label={c.description} autosize minRows={2} maxRows={6} {...form.getInputProps("description")} />
    </SavingForm>
  );
}
