import { Button, Group } from "@mantine/core";
import { IconAnchorOff, IconCloudOff, IconLock } from "@tabler/icons-react";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, useLocation, useRouter } from "@tanstack/react-router";
import { ApiError } from "../api/errors.ts";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { errors } from "../i18n/texts/errors.ts";
import { EmptyState } from "./empty-state.tsx";
import { explain } from "./error-message.tsx";
import { ButtonLink } from "./links.tsx";

/** In place of a page that could not be had. */
export function PageError({ error }: Pick<ErrorComponentProps, "error">) {
  const t = useTexts(errors);
  const c = useTexts(common);
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  const { href } = useLocation();
  const status = error instanceof ApiError ? error.status : null;
  const { title, help, requestId } = explain(error, t);
  const retry = () => {
    // A part of the portal that does not load may be gone with a deployment: the page of today knows the new ones.
    if (!(error instanceof ApiError)) return location.reload();
    reset();
    void router.invalidate();
  };
  return (
    <EmptyState
      icon={status === 0 ? <IconCloudOff /> : status === 401 || status === 403 ? <IconLock /> : <IconAnchorOff />}
      title={title}
      action={
        <Group>
          {status === 401 ? (
            <Button component="a" href={`/sign-in?to=${encodeURIComponent(href)}`}>
              {c.signIn}
            </Button>
          ) : (
            <Button onClick={retry}>{c.retry}</Button>
          )}
          <ButtonLink to="/" variant="default">
            {t.toHome}
          </ButtonLink>
        </Group>
      }
    >
      <p role="alert">{help}</p>
      {requestId && <p className="code">{t.request(requestId)}</p>}
    </EmptyState>
  );
}

/** In place of a page that is for those who are signed in. */
export function SignInFirst() {
  return <PageError error={new ApiError({ status: 401, code: "UNAUTHORIZED", message: "" })} />;
}
