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

/** Of the site, or of what stands before it. */
const busyStatuses = [429, 502, 503, 504];

/** The API's sentence says more than a status, where it says anything. */
export function explain(error: unknown, t: (typeof errors)["en"]): Explained {
  if (!(error instanceof ApiError)) return { title: t.broken, help: t.brokenHelp(false), requestId: null };
  const { status, code, message, requestId } = error;
  if (status === 0) return { title: t.unreachable, help: t.unreachableHelp, requestId: null };
  if (status === 401) return { title: t.signInFirst, help: t.signInFirstHelp, requestId: null };
  // DENIED are a full quota and a site that is read-only, whoever asks.
  if (status === 403 && code !== "DENIED") return { title: t.refused, help: t.refusedHelp, requestId };
  if (status === 404) return { title: t.absent, help: message ? t.says(message) : t.absentHelp, requestId: null };
  if (busyStatuses.includes(status)) return { title: t.busy, help: t.busyHelp, requestId };
  if (status >= 500) return { title: t.broken, help: t.brokenHelp(requestId !== null), requestId };
  return { title: t.failed, help: message ? t.says(message) : t.brokenHelp(requestId !== null), requestId };
}
