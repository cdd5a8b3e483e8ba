import { Button, Modal, Stack, Text } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { currentUserQuery } from "../../api/session.ts";
import { answerSignIn } from "../../api/session-end.ts";
import { useTexts } from "../../i18n/language.tsx";
import { signIn as texts } from "../../i18n/texts/sign-in.ts";
import { SignInForm } from "./sign-in-form.tsx";

/** Over whatever page is open when its session ends: what stands in a form stays, and the request that noticed goes on. */
export function SessionEndedDialog({ isAsking }: { readonly isAsking: boolean }) {
  const t = useTexts(texts);
  // A dialog that is there before it opens knows where the focus was.
  const isMounted = useMounted();
  const queryClient = useQueryClient();
  const name = queryClient.getQueryData(currentUserQuery.queryKey)?.username ?? "";
  const signedIn = (as: string) => {
    // Somebody else sees other things: nothing of the page may stay.
    if (as.toLowerCase() === name.toLowerCase()) answerSignIn(true);
    else location.reload();
  };
  const leave = () => {
    answerSignIn(false);
    location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
  };
  return (
    <Modal
      opened={isAsking && isMounted}
      onClose={leave}
      title={t.ended}
      withCloseButton={false}
      closeOnClickOutside={false}
      // To leave is to lose the form: nobody does it by a key too many.
      closeOnEscape={false}
      zIndex={400}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t.endedHelp} {t.endedAnother(name)}
        </Text>
        <SignInForm name={name} onSignedIn={signedIn} />
        <Button variant="subtle" onClick={leave}>
          {t.leave}
        </Button>
      </Stack>
    </Modal>
  );
}
