import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { systemInfoQuery } from "../../api/session.ts";
import { CommandBlock } from "../../components/copy.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { bridges } from "../../i18n/texts/bridges.ts";
import { common } from "../../i18n/texts/common.ts";
import type { NamedToken } from "./queries.ts";

/** The token, this once, with the commands that start the bridge. */
export function BridgeTokenDialog({
  token: { name, token, expires_at: until },
  onClose,
}: {
  readonly token: NamedToken;
  readonly onClose: () => void;
}) {
  const t = useTexts(bridges);
  const c = useTexts(common);
  const format = useFormat();
  const { data: site } = useSuspenseQuery(systemInfoQuery);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.tokenTitle(name)}
      size="xl"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": c.close }}
    >
      <Stack>
        <Alert color="yellow" role="note">
          {t.tokenOnce(format.dateTime(until))}
        </Alert>
        <CommandBlock command={token} label={t.token} />
        <Text size="sm">{t.step1}</Text>
        <CommandBlock command={fileCommand(site.external_url ?? location.origin, token)} label={t.commandFile} />
        <Text size="sm">{t.step2}</Text>
        <CommandBlock command="npm run bridge -- check --config bridge.json" label={t.commandCheck} />
        <Text size="sm">{t.step3}</Text>
        <CommandBlock command="npm run bridge -- --config bridge.json" label={t.commandStart} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The example of the guide; what stands in the file never comes from the site. */
function fileCommand(site: string, token: string): string {
  const file = {
    site_url: site,
    bridge_token: token,
    ldap_url: "ldaps://dc1.example.test",
    ldap_search_dn: "cn=reader,dc=example,dc=org",
    ldap_search_password: "…",
    ldap_base_dn: "ou=people,dc=example,dc=org",
    ldap_uid: "uid",
    health_port: 9080,
  };
  return `umask 077\ncat > bridge.json <<'END'\n${JSON.stringify(file, null, 2)}\nEND`;
}
