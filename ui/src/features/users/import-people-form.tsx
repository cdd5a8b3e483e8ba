import { Alert, Pill, PillGroup, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconSearch } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { users } from "../../i18n/texts/users.ts";
import { FoundPeople } from "./found-people.tsx";
import { importPeople, type NotImported } from "./mutations.ts";

/** People of the directory, found while the name is typed; those who are chosen stay chosen over several searches. */
export function ImportPeopleForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(users);
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [name] = useDebouncedValue(text.trim(), 300);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState<readonly NotImported[]>([]);
  const [isForgotten, setForgotten] = useState(false);
  const form = useForm({ mode: "uncontrolled", initialValues: {} });
  const save = async () => {
    setForgotten(chosen.length === 0);
    if (chosen.length === 0) return;
    const problems = await importPeople(client, chosen);
    if (problems.length < chosen.length) notifications.show({ message: t.imported(chosen.length - problems.length) });
    setFailed(problems);
    setChosen(problems.map(({ uid }) => uid));
    if (problems.length === 0) onDone();
  };
  return (
    <SavingForm form={form} verb={chosen.length === 0 ? t.importNobody : t.importThem(chosen.length)} onCancel={onDone} save={save}>
      <Text c="dimmed" size="sm">
        {t.importHelp}
      </Text>
      <TextInput
        type="search"
        label={t.importSearch}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        // The button of the form imports; a search begins by itself.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        data-autofocus
        autoComplete="off"
      />
      <FoundPeople name={name} chosen={chosen} onChoose={setChosen} />
      {chosen.length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={550}>
            {t.chosen}
          </Text>
          <PillGroup>
            {chosen.map((one) => (
              <Pill
                key={one}
                withRemoveButton
                removeButtonProps={{ "aria-label": t.unchoose(one), "aria-hidden": false, tabIndex: 0 }}
                onRemove={() => setChosen(chosen.filter((other) => other !== one))}
              >
                {one}
              </Pill>
            ))}
          </PillGroup>
        </Stack>
      )}
      {isForgotten && chosen.length === 0 && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t.importChoose}
        </Text>
      )}
      {failed.length > 0 && (
        <Alert color="red" title={t.importPartly} role="alert">
          {failed.map(({ uid, error }) => (
            <Text key={uid} size="sm">
              {t.importFailed(uid, error)}
            </Text>
          ))}
        </Alert>
      )}
    </SavingForm>
  );
}
