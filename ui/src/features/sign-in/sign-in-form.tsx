import { type SubmitEvent, useId, useState } from "react";
import { signIn } from "../../api/client.ts";
import { ApiError } from "../../api/errors.ts";
import { useTexts } from "../../i18n/language.tsx";
import { signIn as texts } from "../../i18n/texts/sign-in.ts";
import { PasswordField } from "./password-field.tsx";
import classes from "./sign-in.module.css";

/** Name and password of a local account or one of the directory: the site tells them apart. */
export function SignInForm({ name: known = "", onSignedIn }: { readonly name?: string; readonly onSignedIn: (name: string) => void }) {
  const t = useTexts(texts);
  const id = useId();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Read from the page, not from state: a password manager may fill fields without an event.
    const fields = new FormData(event.currentTarget);
    const [principal, password] = ["principal", "password"].map((name) => fields.get(name) as string);
    if (isBusy || !principal || !password) return;
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
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <div>
        <label htmlFor={id} className={classes.label}>
          {t.name}
        </label>
        <input
          id={id}
          className={classes.input}
          name="principal"
          defaultValue={known}
          autoComplete="username"
          autoCapitalize="none"
          required
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is there for this form alone
          autoFocus={known === ""}
        />
      </div>
      <PasswordField isFirst={known !== ""} />
      {error !== null && (
        <p role="alert" className={classes.problem}>
          {problem(error, t)}
        </p>
      )}
      <button type="submit" className={classes.submit} aria-busy={isBusy}>
        {t.submit}
      </button>
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
