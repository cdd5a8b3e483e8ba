import { Alert, Button, Group, Modal, Stack, Tabs, Text } from "@mantine/core";
import { IconDownload, IconKey } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { systemInfoQuery } from "../../api/session.ts";
import { CommandBlock } from "../../components/copy.tsx";
import { saveFile } from "../../components/save-file.ts";
import { useTexts } from "../../i18n/language.tsx";
import { robotSecret } from "../../i18n/texts/robot-secret.ts";
import { type CiSystem, ciSystemNames, snippets } from "./ci-snippets.ts";
import { everyProject, type Scope, siteNamespace } from "./robot-values.ts";

export interface RobotSecret {
  /** What the robot logs in with. */
  readonly name: string;
  readonly secret: string;
  readonly scopes: readonly Scope[];
}

const helps = { github: "githubHelp", gitlab: "gitlabHelp", jenkins: "jenkinsHelp", shell: "shellHelp" } as const;

interface RobotSecretDialogProps {
  readonly opened: boolean;
  readonly robot: RobotSecret | null;
  readonly onClose: () => void;
  /** When it has gone from the page. */
  readonly onClosed: () => void;
}

/** The secret, this once, with what a pipeline needs to use it. Only its button closes it: nobody loses a secret by a click beside it. */
export function RobotSecretDialog({ opened, robot, onClose, onClosed }: RobotSecretDialogProps) {
  const t = useTexts(robotSecret);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t.title(robot?.name ?? "")}
      size="xl"
      returnFocus={false}
      onExitTransitionEnd={onClosed}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      {robot && <Secret robot={robot} onClose={onClose} />}
    </Modal>
  );
}

function Secret({ robot, onClose }: { readonly robot: RobotSecret; readonly onClose: () => void }) {
  const t = useTexts(robotSecret);
  const { data: site } = useSuspenseQuery(systemInfoQuery);
  const input = { host: site.registry_url || location.host, robot: robot.name, ...repositoryOf(robot.scopes) };
  return (
    <Stack>
      <Alert color="yellow" icon={<IconKey />}>
        {t.once}
      </Alert>
      <div>
        <Text size="sm" fw={550} mb={4}>
          {t.name}
        </Text>
        <CommandBlock command={robot.name} label={t.name} />
      </div>
      <div>
        <Text size="sm" fw={550} mb={4}>
          {t.secret}
        </Text>
        <CommandBlock command={robot.secret} label={t.secret} />
      </div>
      <Group>
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => download(robot)}>
          {t.download}
        </Button>
      </Group>
      <Tabs defaultValue="github" keepMounted={false}>
        <Tabs.List aria-label={t.use}>
          {(Object.keys(snippets) as CiSystem[]).map((system) => (
            <Tabs.Tab key={system} value={system}>
              {ciSystemNames[system]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {(Object.keys(snippets) as CiSystem[]).map((system) => (
          <Tabs.Panel key={system} value={system} pt="sm">
            <Text size="sm" c="dimmed" mb="xs">
              {t[helps[system]]} {robot.name.includes("$") ? t.quoted : ""}
            </Text>
            <CommandBlock command={snippets[system](input)} label={ciSystemNames[system]} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t.done}</Button>
      </Group>
    </Stack>
  );
}

/** An example within the robot's rights: where it may push, if it may anywhere. */
function repositoryOf(scopes: readonly Scope[]): { readonly repository: string; readonly mayPush: boolean } {
  const pushes = scopes.find(({ rights }) => rights.has("repository:push"));
  const { namespace } = pushes ?? scopes.find((scope) => scope.namespace !== siteNamespace) ?? { namespace: everyProject };
  return { repository: `${namespace === everyProject ? "library" : namespace}/app`, mayPush: pushes !== undefined };
}

/** As Harbor's portal gives it out, so that what reads one reads the other. */
function download({ name, secret }: RobotSecret): void {
  saveFile({ name: `${name}.json`, type: "application/json", parts: [`${JSON.stringify({ name, secret }, null, 2)}\n`] });
}
