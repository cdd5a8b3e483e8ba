import { useId, useState } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { signIn as texts } from "../../i18n/texts/sign-in.ts";
import classes from "./sign-in.module.css";

/** A password that can be looked at. @param isFirst in a dialog: its focus begins here */
export function PasswordField({ isFirst }: { readonly isFirst: boolean }) {
  const t = useTexts(texts);
  const id = useId();
  const [isShown, setShown] = useState(false);
  return (
    <div>
      <label htmlFor={id} className={classes.label}>
        {t.password}
      </label>
      <div className={classes.field}>
        <input
          id={id}
          className={`${classes.input} ${classes.password}`}
          type={isShown ? "text" : "password"}
          name="password"
          autoComplete="current-password"
          required
          data-autofocus={isFirst || undefined}
        />
        <button type="button" className={classes.reveal} aria-label={t.show} aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          <svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.7" aria-hidden="true">
            <circle cx="12" cy="12" r="2.2" />
            <path d="M21 12c-2.4 4-5.4 6-9 6s-6.6-2-9-6c2.4-4 5.4-6 9-6s6.6 2 9 6" />
            {isShown && <path d="M4 4l16 16" strokeLinecap="round" />}
          </svg>
        </button>
      </div>
    </div>
  );
}
