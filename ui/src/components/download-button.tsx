import { ActionIcon, Tooltip } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { saveFile } from "./save-file.ts";
import { useFailureNotice } from "./use-failure-notice.ts";

interface DownloadButtonProps {
  /** What comes, in words: "Download the manifest". */
  readonly label: string;
  readonly fileName: string;
  readonly load: () => Promise<string>;
  /** Media type; plain text when not given. */
  readonly type?: string;
}

/** Fetches a text through the API's client, so that a session that ended is asked for, and hands it to the browser as a file. */
export function DownloadButton({ label, fileName, load, type = "text/plain" }: DownloadButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const say = useFailureNotice();
  const download = async () => {
    setBusy(true);
    try {
      saveFile({ name: fileName, type, parts: [await load()] });
    } catch (error) {
      say(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} loading={isBusy} onClick={() => void download()}>
        <IconDownload size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
