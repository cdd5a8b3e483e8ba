import { Modal } from "@mantine/core";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { push } from "../../i18n/texts/push.ts";
import { PushInstructions } from "./push-instructions.tsx";

export function PushDialog({ project, onClose }: { readonly project: string; readonly onClose: () => void }) {
  const t = useTexts(push);
  const c = useTexts(common);
  return (
    <Modal opened onClose={onClose} title={t.title} size="xl" closeButtonProps={{ "aria-label": c.close }}>
      <PushInstructions project={project} />
    </Modal>
  );
}
