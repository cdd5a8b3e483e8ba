import { Checkbox, ScrollArea, Skeleton, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { users } from "../../i18n/texts/users.ts";
import { directoryPeopleQuery } from "./queries.ts";

/** The directory answers with no more. */
const foundMax = 200;

interface FoundPeopleProps {
  readonly name: string;
  readonly chosen: readonly string[];
  readonly onChoose: (names: string[]) => void;
}

export function FoundPeople({ name, chosen, onChoose }: FoundPeopleProps) {
  const t = useTexts(users);
  const { data, error, isFetching, refetch } = useQuery({ ...directoryPeopleQuery(name), placeholderData: keepPreviousData });
  if (name === "")
    return (
      <Text size="sm" c="dimmed">
        {t.importPrompt}
      </Text>
    );
  if (error) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={120} />;
  if (data.length === 0)
    return (
      <Text size="sm" role="status">
        {t.importNone}
      </Text>
    );
  return (
    <>
      <ScrollArea.Autosize mah={280} type="auto" viewportProps={{ tabIndex: 0, role: "group", "aria-label": t.importFound }}>
        <Checkbox.Group value={[...chosen]} onChange={onChoose} aria-label={t.importFound} aria-busy={isFetching}>
          <Stack gap="xs" p={4} style={{ opacity: isFetching ? 0.6 : 1 }}>
            {data.map(({ username = "", realname, email }) => (
              <Checkbox
                key={username}
                value={username}
                label={username}
                description={[realname, email].filter((part) => part && part !== username).join(" · ")}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </ScrollArea.Autosize>
      {data.length >= foundMax && (
        <Text size="sm" c="dimmed">
          {t.importMany}
        </Text>
      )}
    </>
  );
}
