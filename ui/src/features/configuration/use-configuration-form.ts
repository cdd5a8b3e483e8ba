import { useForm, type UseFormReturnType } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Configurations } from "../../api/configurations.ts";
import type { ConfigurationValues } from "../../api/upkeep-types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { configuration } from "../../i18n/texts/configuration.ts";
import { useKeyWords } from "./key-words.ts";
import type { Field } from "./fields.ts";
import { saveConfigurations } from "./queries.ts";

export type Values = Record<string, string | number | boolean>;

export interface ConfigurationForm {
  readonly form: UseFormReturnType<Values>;
  /** What differs from what is saved. */
  readonly changes: ConfigurationValues;
  readonly save: () => Promise<void>;
  readonly discard: () => void;
}

/** A form of some keys. Only what was changed is saved. */
export function useConfigurationForm(configurations: Configurations, fields: readonly Field[]): ConfigurationForm {
  const t = useTexts(configuration);
  const words = useKeyWords();
  const queryClient = useQueryClient();
  const [saved, setSaved] = useState(() => initialValues(configurations, fields));
  const form = useForm<Values>({ initialValues: saved });
  const changes = changesOf(saved, form.values, fields);
  const save = async () => {
    const names = Object.keys(changes).map((key) => words(key).label);
    await saveConfigurations(changes);
    // A password is never shown again, not even to who has just entered it.
    const now = { ...form.values, ...Object.fromEntries(fields.filter(isPassword).map(({ key }) => [key, ""])) };
    setSaved(now);
    form.setValues(now);
    notifications.show({ title: t.saved, message: names.join(", "), color: "teal" });
    await Promise.all(["configurations", "systeminfo"].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  };
  return { form, changes, save, discard: () => form.setValues(saved) };
}

function initialValues(configurations: Configurations, fields: readonly Field[]): Values {
  return Object.fromEntries(
    fields.map((field) => {
      const value = configurations[field.key]?.value ?? "";
      return [field.key, field.kind === "choice" ? String(value) : value];
    }),
  );
}

function changesOf(saved: Values, values: Values, fields: readonly Field[]): ConfigurationValues {
  return Object.fromEntries(fields.filter(({ key }) => values[key] !== saved[key]).map(({ key }) => [key, values[key] ?? ""]));
}

function isPassword({ kind }: Field): boolean {
  return kind === "password";
}
