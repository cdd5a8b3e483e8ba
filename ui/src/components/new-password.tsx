import { Button, Group, List, PasswordInput, Text, VisuallyHidden } from "@mantine/core";
import { useId, useUncontrolled } from "@mantine/hooks";
import { IconCheck, IconDice3, IconPoint } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTexts } from "../i18n/language.tsx";
import { passwords } from "../i18n/texts/passwords.ts";
import { Copy } from "./copy.tsx";
import { generatedPassword, keepsRule, type PasswordRule, passwordRules } from "./password-rule.ts";

/** What `form.getInputProps` gives, and a label. */
interface NewPasswordProps {
  readonly label: string;
  readonly value?: string;
  readonly defaultValue?: string;
  readonly onChange?: (value: string) => void;
  readonly error?: ReactNode;
  readonly "data-path"?: string;
}

/** A password that somebody makes up: says while it is typed what it lacks, or makes one. */
export function NewPassword({ label, value, defaultValue, onChange, error, "data-path": path }: NewPasswordProps) {
  const t = useTexts(passwords);
  const id = useId();
  const [isShown, setShown] = useState(false);
  const [password, set] = useUncontrolled({
    finalValue: "",
    ...(value === undefined ? {} : { value }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    ...(onChange ? { onChange } : {}),
  });
  const generate = () => {
    set(generatedPassword());
    // Nobody knows it yet: it must be seen, and copied.
    setShown(true);
  };
  return (
    <div>
      <Group gap="xs" align="flex-end">
        <PasswordInput
          label={label}
          value={password}
          onChange={(event) => set(event.currentTarget.value)}
          visible={isShown}
          onVisibilityChange={setShown}
          visibilityToggleButtonProps={{ "aria-label": t.show }}
          error={Boolean(error)}
          autoComplete="new-password"
          aria-describedby={`${id}-rules`}
          required
          flex="1 1 240px"
          {...(path ? { "data-path": path } : {})}
        />
        {isShown && password !== "" && <Copy value={password} of={label} />}
        <Button variant="default" onClick={generate} leftSection={<IconDice3 size={16} />}>
          {t.generate}
        </Button>
      </Group>
      <List id={`${id}-rules`} listStyleType="none" size="sm" mt={6} spacing={2} withPadding={false}>
        {passwordRules.map((rule) => (
          <Rule key={rule} rule={rule} isKept={keepsRule(rule, password)} isAsked={Boolean(error)} />
        ))}
      </List>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" mt={4} role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}

function Rule({ rule, isKept, isAsked }: { readonly rule: PasswordRule; readonly isKept: boolean; readonly isAsked: boolean }) {
  const t = useTexts(passwords);
  const color = isKept ? "var(--mantine-color-teal-text)" : isAsked ? "var(--mantine-color-error)" : "dimmed";
  return (
    <List.Item icon={isKept ? <IconCheck size={14} aria-hidden="true" /> : <IconPoint size={14} aria-hidden="true" />} c={color}>
      {t.rules[rule]} <VisuallyHidden>{isKept ? t.kept : t.missing}</VisuallyHidden>
    </List.Item>
  );
}
