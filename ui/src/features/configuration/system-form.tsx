import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { Configurations } from "../../api/configurations.ts";
import { useTexts } from "../../i18n/language.tsx";
import { configuration } from "../../i18n/texts/configuration.ts";
import { ConfigurationFormFrame } from "./configuration-form-frame.tsx";
import { FieldInput } from "./field-input.tsx";
import { authMode, directorySections, type Field, fieldsOf, type Section, systemSections, withoutEffect } from "./fields.ts";
import { SettingsPanel } from "./settings-panel.tsx";
import { useConfigurationForm } from "./use-configuration-form.ts";

/** Everything of the site that can be set, but who may sign in. */
export function SystemForm({ configurations }: { readonly configurations: Configurations }) {
  const t = useTexts(configuration);
  const sections: Section[] = [...systemSections, ...unknown(configurations)];
  const { form, changes, ...actions } = useConfigurationForm(configurations, fieldsOf(sections));
  return (
    <ConfigurationFormFrame of={{ form, changes, ...actions }}>
      {sections.map(({ name, fields }) => (
        <SettingsPanel key={name} title={t.sections[name]?.title ?? name} description={t.sections[name]?.help}>
          {fields.map((field) => (
            <FieldInput key={field.key} field={field} form={form} />
          ))}
          {name === "projects" && changes.read_only === true && (
            <Alert color="yellow" icon={<IconLock />} role="note">
              {t.readOnlyMeans}
            </Alert>
          )}
        </SettingsPanel>
      ))}
    </ConfigurationFormFrame>
  );
}

/** Keys that the site has and this page does not know. */
function unknown(configurations: Configurations): Section[] {
  const known = new Set(
    [...fieldsOf(systemSections), ...fieldsOf(directorySections), authMode].map(({ key }) => key).concat(withoutEffect),
  );
  const fields = Object.entries(configurations)
    .filter(([key, { editable }]) => editable && !known.has(key))
    .map(([key, { value }]): Field => ({
      key,
      kind: typeof value === "boolean" ? "switch" : typeof value === "number" ? "number" : "text",
    }));
  return fields.length > 0 ? [{ name: "further", fields }] : [];
}
