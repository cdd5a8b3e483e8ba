import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiError } from "../api/errors.ts";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { errors } from "../i18n/texts/errors.ts";

/** What happened and what helps, in the place where it happened. */
export function ErrorMessage({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const t = useTexts(errors);
  const c = useTexts(common);
  const { title, help, requestId } = explain(error, t);
  return (
    <Alert color="red" variant="light" title={title} icon={<IconAlertTriangle size={20} />} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{help}</Text>
        {requestId && (
          <Text size="xs" c="dimmed" className="code">
            {t.request(requestId)}
          </Text>
        )}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {c.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

interface Explained {
  readonly title: string;
  readonly help: string;
  readonly requestId: string | null;
}

/** The API's sentence says more than a status, where it says anything. */
export function explain(error: unknown, t: (typeof errors)["en"]): Explained {
  if (!(error instanceof ApiError)) return { title: t.broken, help: t.brokenHelp, requestId: null };
  const { status, message, requestId } = error;
  if (status === 0) return { title: t.unreachable, help: t.unreachableHelp, requestId: null };
  if (status === 401) return { title: t.signInFirst, help: t.signInFirstHelp, requestId: null };
  if (status === 403) return { title: t.refused, help: t.refusedHelp, requestId };
  if (status === 404) return { title: t.absent, help: message || t.absentHelp, requestId: null };
  if (status >= 500) return { title: t.broken, help: t.brokenHelp, requestId };
  return { title: t.failed, help: message || t.brokenHelp, requestId };
}
