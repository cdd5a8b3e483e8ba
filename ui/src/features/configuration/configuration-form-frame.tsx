import { Button, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useLeaving } from "../../components/use-leaving.ts";
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
  const hasChanges = names.length > 0;
  const leaving = useLeaving(hasChanges);
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
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="lg">
          {children}
          <div className={hasChanges ? classes.bar : undefined}>
            <Stack gap="xs">
              {error !== null && <ErrorMessage error={error} />}
              <Group justify="flex-end" gap="sm">
                <Text size="sm" role="status" flex={1} miw={200} {...(hasChanges ? { lineClamp: 2 } : { c: "dimmed" })}>
                  {hasChanges ? t.unsaved(names.join(", ")) : t.allSaved}
                </Text>
                {hasChanges && (
                  <Button variant="default" onClick={of.discard} disabled={isBusy}>
                    {t.discard}
                  </Button>
                )}
                <Button type="submit" loading={isBusy} disabled={!hasChanges}>
                  {c.save}
                </Button>
              </Group>
            </Stack>
          </div>
        </Stack>
      </form>
      <ConfirmDialog
        opened={leaving.status === "blocked"}
        onClose={() => leaving.reset?.()}
        title={t.leaveTitle}
        verb={t.discard}
        onConfirm={async () => leaving.proceed?.()}
      >
        {t.unsaved(names.join(", "))}
      </ConfirmDialog>
    </>
  );
}
