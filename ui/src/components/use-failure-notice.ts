import { notifications } from "@mantine/notifications";
import { useTexts } from "../i18n/language.tsx";
import { errors } from "../i18n/texts/errors.ts";
import { explain } from "./error-message.tsx";

/** For what has no place of its own on the page where its failure could stand. */
export function useFailureNotice(): (error: unknown) => void {
  const t = useTexts(errors);
  return (error) => {
    const { title, help } = explain(error, t);
    notifications.show({ color: "red", title, message: help });
  };
}
