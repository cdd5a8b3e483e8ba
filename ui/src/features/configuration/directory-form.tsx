import { Button, Group, Text } from "@mantine/core";
import type { Configurations } from "../../api/configurations.ts";
import { useTexts } from "../../i18n/language.tsx";
import { directory } from "../../i18n/texts/directory.ts";
import { ConfigurationFormFrame } from "./configuration-form-frame.tsx";
import { FieldInput } from "./field-input.tsx";
import { authMode, directorySections, type Field, fieldsOf, type Section } from "./fields.ts";
import { SettingsPanel } from "./settings-panel.tsx";
import { TestDirectory } from "./test-directory.tsx";
import { useConfigurationForm, type Values } from "./use-configuration-form.ts";

const sections: readonly Section[] = directorySections;
const fields: readonly Field[] = [authMode, ...fieldsOf(sections)];

/** As in the guide: what the two kinds of directories usually have. */
const openLdap: Values = {
  ldap_uid: "uid",
  ldap_filter: "(objectClass=person)",
  ldap_group_search_filter: "(objectClass=groupOfNames)",
  ldap_group_attribute_name: "cn",
};
const activeDirectory: Values = {
  ldap_uid: "sAMAccountName",
  ldap_filter: "(&(objectCategory=person)(objectClass=user))",
  ldap_group_search_filter: "(objectClass=group)",
  ldap_group_attribute_name: "cn",
};

/** Where accounts come from, and the directory. */
export function DirectoryForm({ configurations }: { readonly configurations: Configurations }) {
  const t = useTexts(directory);
  const { form, changes, ...actions } = useConfigurationForm(configurations, fields);
  const fill = (values: Values) => form.setValues(values);
  return (
    <ConfigurationFormFrame of={{ form, changes, ...actions }}>
      <SettingsPanel title={t.who}>
        <FieldInput field={authMode} form={form} />
        {form.values.auth_mode === "db_auth" && (
          <Text size="sm" c="dimmed">
            {t.directoryOff}
          </Text>
        )}
        <Group gap="xs">
          <Text size="sm">{t.usual}</Text>
          <Button size="compact-sm" variant="default" onClick={() => fill(openLdap)}>
            {t.openLdap}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => fill(activeDirectory)}>
            {t.activeDirectory}
          </Button>
        </Group>
      </SettingsPanel>
      {sections.map(({ name, fields: inputs }) => (
        <SettingsPanel key={name} title={t.sections[name]?.title ?? name} description={t.sections[name]?.help}>
          {inputs.map((field) => (
            <FieldInput key={field.key} field={field} form={form} />
          ))}
        </SettingsPanel>
      ))}
      <TestDirectory values={form.values} changes={changes} />
    </ConfigurationFormFrame>
  );
}
