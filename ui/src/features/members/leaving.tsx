import { List, Text } from "@mantine/core";
import { useCurrentUser } from "../../api/session.ts";
import type { Member } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { members as texts } from "../../i18n/texts/members.ts";

/** Who loses a role, and that it may be the person itself. */
export function Leaving({ members }: { readonly members: readonly Member[] }) {
  const t = useTexts(texts);
  const user = useCurrentUser();
  const isSelf = members.some(({ entity_type: type, entity_id: id }) => type === "u" && id === user?.user_id);
  return (
    <>
      <List mb="sm">
        {members.map(({ id, entity_name: name }) => (
          <List.Item key={id}>{name}</List.Item>
        ))}
      </List>
      <Text>{t.removeHelp}</Text>
      {isSelf && (
        <Text fw={600} mt="xs">
          {t.removeSelf}
        </Text>
      )}
    </>
  );
}
