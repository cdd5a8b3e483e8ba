import { Button, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { configuration } from "../../i18n/texts/configuration.ts";
import classes from "./configuration-form-frame.module.css";
import { useKeyWords } from "./key-words.ts";
import type { ConfigurationForm } from "./use-configuration-form.ts";

/** A long form: what is not saved yet, and the button that saves it, stay in sight. */
export function ConfigurationFormFrame({ of, children }: { readonly of: ConfigurationForm; readonly children: ReactNode }) {
  const t = useTexts(configuration);
  const c = useTexts(common);
  const words = useKeyWords();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const names = Object.keys(of.changes).map((key) => words(key).label);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await of.save();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="lg">
        {children}
        <div className={names.length > 0 ? classes.bar : undefined}>
          <Stack gap="xs">
            {error !== null && <ErrorMessage error={error} />}
            <Group justify="flex-end" gap="sm">
              <Text size="sm" role="status" flex={1} miw={200} {...(names.length > 0 ? { lineClamp: 2 } : { c: "dimmed" })}>
                {names.length > 0 ? t.unsaved(names.join(", ")) : t.allSaved}
              </Text>
              {names.length > 0 && (
                <Button variant="default" onClick={of.discard}>
                  {t.discard}
                </Button>
              )}
              <Button type="submit" loading={isBusy} disabled={names.length === 0}>
                {c.save}
              </Button>
            </Group>
          </Stack>
        </div>
      </Stack>
    </form>
  );
}
