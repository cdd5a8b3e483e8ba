import { List, ScrollArea, Stack, Text } from "@mantine/core";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { tags as texts } from "../../i18n/texts/tags.ts";
import type { TagsDeleted } from "../../api/types.ts";

const namedMax = 50;

/** The outcome of a dry run: which tags would go, and which a rule keeps. */
export function TagsThatGo({ found }: { readonly found: TagsDeleted }) {
  const t = useTexts(texts);
  return (
    <Stack gap="sm">
      <Text>{found.tags.length === 0 ? t.deleteNothing : t.deleteWhat(found.tags.length)}</Text>
      <Names names={found.tags} />
      {found.immutable.length > 0 && (
        <>
          <Text>{t.deleteImmutable(found.immutable.length)}</Text>
          <Names names={found.immutable} />
        </>
      )}
      <Text size="sm" c="dimmed">
        {t.deleteHelp}
      </Text>
    </Stack>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  const t = useTexts(texts);
  const format = useFormat();
  if (names.length === 0) return null;
  return (
    <ScrollArea.Autosize mah={180} viewportProps={{ tabIndex: 0, role: "group", "aria-label": format.number(names.length) }}>
      <List size="sm">
        {names.slice(0, namedMax).map((name) => (
          <List.Item key={name} className="code">
            {name}
          </List.Item>
        ))}
        {names.length > namedMax && <List.Item>{t.andMore(names.length - namedMax)}</List.Item>}
      </List>
    </ScrollArea.Autosize>
  );
}
