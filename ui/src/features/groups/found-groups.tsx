import { Radio, ScrollArea, Skeleton, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UserGroup } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { groups } from "../../i18n/texts/groups.ts";
import { directoryGroupsQuery } from "./queries.ts";

interface FoundGroupsProps {
  readonly text: string;
  readonly chosenDn: string;
  readonly onChoose: (group: UserGroup) => void;
}

export function FoundGroups({ text, chosenDn, onChoose }: FoundGroupsProps) {
  const t = useTexts(groups);
  const { data, error, isFetching, refetch } = useQuery({ ...directoryGroupsQuery(text), placeholderData: keepPreviousData });
  if (text === "") return null;
  if (error) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={96} />;
  if (data.length === 0)
    return (
      <Text size="sm" role="status">
        {t.foundNone}
      </Text>
    );
  return (
    <ScrollArea.Autosize mah={240} type="auto" viewportProps={{ tabIndex: 0, role: "group", "aria-label": t.found }}>
      <Radio.Group
        value={chosenDn}
        onChange={(dn) => {
          const group = data.find(({ ldap_group_dn: one }) => one === dn);
          if (group) onChoose(group);
        }}
        aria-label={t.found}
      >
        <Stack gap="xs" p={4} style={{ opacity: isFetching ? 0.6 : 1 }}>
          {data.map(({ group_name: name, ldap_group_dn: dn = "" }) => (
            <Radio key={dn} value={dn} label={name} description={<span className="code">{dn}</span>} />
          ))}
        </Stack>
      </Radio.Group>
    </ScrollArea.Autosize>
  );
}
