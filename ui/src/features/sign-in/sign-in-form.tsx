import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { signIn } from "../../api/client.ts";
import { ApiError } from "../../api/errors.ts";
import { useTexts } from "../../i18n/language.tsx";
import { signIn as texts } from "../../i18n/texts/sign-in.ts";

/** Name and password of a local account or one of the directory: the site tells them apart. */
export function SignInForm({ name: known = "", onSignedIn }: { readonly name?: string; readonly onSignedIn: (name: string) => void }) {
  const t = useTexts(texts);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Read from the page, not from state: a password manager may fill fields without an event.
    const fields = new FormData(event.currentTarget);
    const [principal, password] = ["principal", "password"].map((name) => fields.get(name) as string);
    if (!principal || !password) return;
    setBusy(true);
    setError(null);
    try {
      await signIn(principal, password);
      onSignedIn(principal);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <TextInput
          label={t.name}
          name="principal"
          defaultValue={known}
          autoComplete="username"
          autoCapitalize="none"
          required
          autoFocus={known === ""}
          withAsterisk={false}
        />
        <PasswordInput
          label={t.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus={known !== ""}
        />
        {error !== null && (
          <Alert color="red" role="alert">
            {problem(error, t)}
          </Alert>
        )}
        <Button type="submit" loading={isBusy} fullWidth>
          {t.submit}
        </Button>
      </Stack>
    </form>
  );
}

function problem(error: unknown, t: (typeof texts)["en"]): string {
  const status = error instanceof ApiError ? error.status : null;
  if (status === 401) return t.wrong;
  if (status === 429) return t.locked;
  if (status === 503) return t.directoryUnreachable;
  return t.unreachable;
}
