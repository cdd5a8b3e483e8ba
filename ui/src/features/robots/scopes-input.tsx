import { Accordion, ActionIcon, Badge, Button, Group, Skeleton, Stack, Text, Tooltip } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ErrorMessage } from "../../components/error-message.tsx";
import { SearchSelect } from "../../components/search-select.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { robots } from "../../i18n/texts/robots.ts";
import { PermissionMatrix } from "./permission-matrix.tsx";
import { findProjects, robotRightsQuery } from "./queries.ts";
import { everyProject, newScope, type Scope, siteNamespace } from "./robot-values.ts";

interface ScopesInputProps {
  readonly value: readonly Scope[];
  readonly onChange: (scopes: Scope[]) => void;
  readonly error?: ReactNode;
}

/** Where a robot of the site may do what: in some projects, in all of them, on the site. Each with rights of its own. */
export function ScopesInput({ value, onChange, error }: ScopesInputProps) {
  const t = useTexts(robots);
  const nameOf = useScopeName();
  const { data: available, error: failure } = useQuery(robotRightsQuery);
  const [open, setOpen] = useState<string | null>(value[0]?.namespace ?? null);
  const has = (namespace: string) => value.some((scope) => scope.namespace === namespace);
  const add = (namespaces: readonly string[]) => {
    // Whoever adds a second project mostly wants the same there.
    const rights = value.findLast(({ namespace }) => namespace !== siteNamespace)?.rights;
    const added = namespaces
      .filter((namespace) => !has(namespace))
      .map((namespace) => {
        const scope = newScope(namespace);
        return namespace === siteNamespace || !rights ? scope : { ...scope, rights };
      });
    onChange([...value, ...added]);
    setOpen(added[0]?.namespace ?? open);
  };
  return (
    <Stack gap="sm" role="group" aria-label={t.where}>
      <Text size="sm" fw={550}>
        {t.where}
      </Text>
      <Group gap="xs" align="flex-end">
        <SearchSelect
          searchKey={["projects", "choices"]}
          find={findProjects}
          value={[]}
          onChange={(chosen) => add(chosen.map((choice) => choice.value))}
          aria-label={t.addProject}
          placeholder={t.findProject}
          nothingFound={t.noProject}
          leftSection={<IconPlus size={16} />}
          flex="1 1 220px"
        />
        {[everyProject, siteNamespace].map((namespace) => (
          <Button
            key={namespace}
            variant="default"
            leftSection={<IconPlus size={16} />}
            disabled={has(namespace)}
            onClick={() => add([namespace])}
          >
            {nameOf(namespace)}
          </Button>
        ))}
      </Group>
      {failure && <ErrorMessage error={failure} />}
      <Accordion variant="separated" value={open} onChange={setOpen} order={3}>
        {value.map((scope) => (
          <Accordion.Item key={scope.namespace} value={scope.namespace}>
            <Group gap={4} wrap="nowrap" pr="xs">
              <Accordion.Control>
                <Group gap="xs">
                  <Text fw={550} style={{ overflowWrap: "anywhere" }}>
                    {nameOf(scope.namespace)}
                  </Text>
                  <Badge color={scope.rights.size === 0 ? "red" : "gray"}>{t.rightsCount(scope.rights.size)}</Badge>
                </Group>
              </Accordion.Control>
              <Tooltip label={t.removeScope(nameOf(scope.namespace))}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t.removeScope(nameOf(scope.namespace))}
                  onClick={() => onChange(value.filter((other) => other !== scope))}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </Tooltip>
            </Group>
            <Accordion.Panel>
              {scope.namespace === everyProject && (
                <Text size="sm" c="dimmed" mb="sm">
                  {t.everywhereHelp}
                </Text>
              )}
              {available && open === scope.namespace ? (
                <PermissionMatrix
                  label={`${t.rights}: ${nameOf(scope.namespace)}`}
                  available={scope.namespace === siteNamespace ? (available.system ?? []) : available.project}
                  withPresets={scope.namespace !== siteNamespace}
                  value={scope.rights}
                  onChange={(rights) => onChange(value.map((other) => (other === scope ? { ...scope, rights } : other)))}
                />
              ) : (
                <Skeleton h={240} />
              )}
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

/** What people call it. */
export function useScopeName(): (namespace: string) => string {
  const t = useTexts(robots);
  return (namespace) => (namespace === everyProject ? t.everywhere : namespace === siteNamespace ? t.site : namespace);
}
