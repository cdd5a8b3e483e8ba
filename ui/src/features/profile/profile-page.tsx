import { Alert, Badge, Group, Paper, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { currentUserQuery } from "../../api/session.ts";
import { SignInFirst } from "../../components/page-error.tsx";
import { Page } from "../../components/page.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { password } from "../../i18n/texts/password.ts";
import { profile } from "../../i18n/texts/profile.ts";
import { ChangeOwnPassword } from "../password/change-own-password.tsx";
import { ProfileForm } from "./profile-form.tsx";

export function ProfilePage() {
  const t = useTexts(profile);
  const p = useTexts(password);
  const format = useFormat();
  const { data: user } = useSuspenseQuery(currentUserQuery);
  if (!user) return <SignInFirst />;
  const isLocal = user.provider === "local";
  return (
    <Page title={t.title}>
      <Group gap="xs">
        <Badge color="gray">{t.provider[user.provider] ?? user.provider}</Badge>
        {user.sysadmin_flag && <Badge>{t.administrator}</Badge>}
        <Text size="sm" c="dimmed">
          {t.since(format.date(user.creation_time))}
        </Text>
      </Group>
      <Paper withBorder p="lg" maw={640}>
        <Title order={2} fz="lg" mb="md">
          {t.about}
        </Title>
        {!isLocal && (
          <Alert variant="light" mb="md" role="note">
            {t.fromDirectory}
          </Alert>
        )}
        <ProfileForm user={user} isLocal={isLocal} />
      </Paper>
      <Paper withBorder p="lg" maw={640}>
        <Title order={2} fz="lg" mb="md">
          {t.password}
        </Title>
        {isLocal ? <ChangeOwnPassword user={user} /> : <Text>{p.inDirectory}</Text>}
      </Paper>
    </Page>
  );
}
