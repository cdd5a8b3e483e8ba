import { List, Text, VisuallyHidden } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import { useTexts } from "../../i18n/language.tsx";
import { password as texts } from "../../i18n/texts/password.ts";
import { rule } from "./password-rule.ts";

/** The rule while one types, each part marked when it holds. */
export function PasswordRuleList({ password }: { readonly password: string }) {
  const t = useTexts(texts);
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t.rules}
      </Text>
      <List size="sm" spacing={2} listStyleType="none">
        {Object.entries(rule).map(([part, holds]) => {
          const isKept = holds(password);
          return (
            <List.Item
              key={part}
              icon={isKept ? <IconCircleCheckFilled size={16} color="var(--mantine-color-teal-text)" /> : <IconCircle size={16} />}
            >
              {t[part as keyof typeof rule]}
              <VisuallyHidden>: {isKept ? t.kept : t.missing}</VisuallyHidden>
            </List.Item>
          );
        })}
      </List>
    </div>
  );
}
