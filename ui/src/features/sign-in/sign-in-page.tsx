import { Anchor, Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useEffect } from "react";
import { languages, useLanguage, useTexts } from "../../i18n/language.tsx";
import { signIn as texts } from "../../i18n/texts/sign-in.ts";
import { Logo } from "../../theme/logo.tsx";
import { SignInForm } from "./sign-in-form.tsx";

/** Stands alone: it is the first that anybody loads, and brings as little as it can. */
export function SignInPage() {
  const t = useTexts(texts);
  useEffect(() => {
    document.title = `${t.title} · Roadstead`;
  }, [t]);
  return (
    <Center component="main" mih="100dvh" p="md" className="sign-in">
      <Stack w="100%" maw={400} gap="lg">
        <Stack align="center" gap="xs">
          <Logo size={56} />
          <Title order={1} fz={26}>
            Roadstead
          </Title>
          <Text c="dimmed" ta="center">
            {t.welcome}
          </Text>
        </Stack>
        <Paper withBorder shadow="sm" p="xl" radius="lg">
          <SignInForm onSignedIn={() => location.assign(destination())} />
        </Paper>
        <Group justify="space-between" gap="xs">
          <Anchor href="/projects" size="sm">
            {t.browse}
          </Anchor>
          <LanguageChoice />
        </Group>
      </Stack>
    </Center>
  );
}

function LanguageChoice() {
  const { language, choose } = useLanguage();
  const others = Object.entries(languages).filter(([other]) => other !== language);
  return others.map(([other, name]) => (
    <Anchor key={other} component="button" type="button" size="sm" lang={other} onClick={() => choose(other as typeof language)}>
      {name}
    </Anchor>
  ));
}

/** Where the person was going. Only a path of this site counts: nobody is led elsewhere by a link to the sign-in page. */
function destination(): string {
  const to = new URLSearchParams(location.search).get("to") ?? "/";
  const { origin, pathname, search, hash } = new URL(to, location.origin);
  return origin === location.origin && pathname !== "/sign-in" ? `${pathname}${search}${hash}` : "/";
}
