import { useEffect } from "react";
import { languages, useLanguage, useTexts } from "../../i18n/language.tsx";
import { signIn as texts } from "../../i18n/texts/sign-in.ts";
import { Logo } from "../../theme/logo.tsx";
import { destination } from "./destination.ts";
import { SignInForm } from "./sign-in-form.tsx";
import classes from "./sign-in.module.css";

/** Stands alone: it is the first that anybody loads, and brings as little as it can. */
export function SignInPage() {
  const t = useTexts(texts);
  useEffect(() => {
    document.title = `${t.title} · Roadstead`;
  }, [t]);
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <div className={classes.head}>
          <Logo size={56} />
          <h1 className={classes.title}>Roadstead</h1>
          <p className={classes.welcome}>{t.welcome}</p>
        </div>
        <div className={classes.card}>
          <SignInForm onSignedIn={() => location.assign(destination(location))} />
        </div>
        <div className={classes.foot}>
          <a href="/projects" className={classes.link}>
            {t.browse}
          </a>
          <LanguageChoice />
        </div>
      </div>
    </main>
  );
}

function LanguageChoice() {
  const { language, choose } = useLanguage();
  const others = Object.entries(languages).filter(([other]) => other !== language);
  return others.map(([other, name]) => (
    <button key={other} type="button" className={classes.link} lang={other} onClick={() => choose(other as typeof language)}>
      {name}
    </button>
  ));
}
