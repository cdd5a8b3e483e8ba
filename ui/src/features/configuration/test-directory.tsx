import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconPlugConnected, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ConfigurationValues, PingResult } from "../../api/upkeep-types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { directory } from "../../i18n/texts/directory.ts";
import { faultOf } from "./fault.ts";
import { pingDirectory } from "./queries.ts";
import { SettingsPanel } from "./settings-panel.tsx";

/** What the API tries, of what the form has; the time-out has a name of its own there. */
const tried = [
  "ldap_url",
  "ldap_start_tls",
  "ldap_verify_cert",
  "ldap_ca_certificate",
  "ldap_search_dn",
  "ldap_search_password",
  "ldap_base_dn",
  "ldap_filter",
  "ldap_uid",
];
/** With another of these the stored password is not sent. */
const bindsPassword = ["ldap_url", "ldap_search_dn", "ldap_verify_cert", "ldap_start_tls", "ldap_ca_certificate"];

interface TestDirectoryProps {
  readonly values: ConfigurationValues;
  readonly changes: ConfigurationValues;
}

export function TestDirectory({ values, changes }: TestDirectoryProps) {
  const t = useTexts(directory);
  const test = useMutation({ mutationFn: pingDirectory });
  const asked = askedOf(values);
  // What was found with other values says nothing of these.
  const isOfThese = JSON.stringify(test.variables) === JSON.stringify(asked);
  const needsPassword = bindsPassword.some((key) => key in changes) && values.ldap_search_dn !== "" && !("ldap_search_password" in changes);
  return (
    <SettingsPanel title={t.test} description={t.testHelp}>
      {needsPassword && (
        <Text size="sm" role="note">
          {t.testAgain}
        </Text>
      )}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={16} aria-hidden="true" />}
          loading={test.isPending}
          onClick={() => test.mutate(asked)}
        >
          {t.test}
        </Button>
      </Group>
      <div aria-live="polite">{test.data && isOfThese && <Result result={test.data} />}</div>
      {test.error && <ErrorMessage error={test.error} />}
    </SettingsPanel>
  );
}

function Result({ result: { success, message = "" } }: { readonly result: PingResult }) {
  const t = useTexts(directory);
  if (success === true) {
    return (
      <Alert color="teal" icon={<IconCheck size={20} />} title={t.works}>
        {t.worksAs(message)}
      </Alert>
    );
  }
  const { name, detail } = faultOf(message);
  return (
    <Alert color="red" icon={<IconX size={20} />} title={t.doesNotWork}>
      <Stack gap={4}>
        <Text size="sm">{t.faults[name] ?? message}</Text>
        {detail !== "" && <Text size="sm">{t.said(detail)}</Text>}
        {name !== "" && (
          <Text size="xs" c="dimmed" className="code">
            {t.faultName(name)}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}

function askedOf(values: ConfigurationValues): ConfigurationValues {
  const given = tried.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]] as const]));
  return {
    ...Object.fromEntries(given),
    ldap_scope: Number(values.ldap_scope),
    ldap_connection_timeout: Number(values.ldap_timeout),
  };
}
