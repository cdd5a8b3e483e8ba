import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { makeFormat, type Format } from "./format.ts";

export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

/** The texts of one part of the portal in every language; that none lacks one is a matter of types. */
export type Texts<T> = Readonly<Record<Language, T>>;

const storageKey = "roadstead-language";

interface Chosen {
  readonly language: Language;
  readonly format: Format;
  readonly choose: (language: Language) => void;
}

const Context = createContext<Chosen | null>(null);

/** The language that this person chose in this browser, else the first of the browser's that the portal speaks. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const chosen = useMemo(
    () => ({
      language,
      format: makeFormat(language),
      choose(next: Language) {
        localStorage.setItem(storageKey, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return <Context value={chosen}>{children}</Context>;
}

export function useLanguage(): Chosen {
  const chosen = useContext(Context);
  if (chosen === null) throw new Error("no LanguageProvider");
  return chosen;
}

export function useTexts<T>(texts: Texts<T>): T {
  return texts[useLanguage().language];
}

export function useFormat(): Format {
  return useLanguage().format;
}

function initialLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  const wanted = [stored, ...navigator.languages].map((tag) => tag?.split("-")[0] ?? "");
  return wanted.find(isLanguage) ?? "en";
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}
