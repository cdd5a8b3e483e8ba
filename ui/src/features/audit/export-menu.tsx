import { Button, Group, Menu, Modal, Progress, Stack, Text } from "@mantine/core";
import { IconBraces, IconDownload, IconTable } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { ErrorMessage } from "../../components/error-message.tsx";
import { saveFile } from "../../components/save-file.ts";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { audit as texts } from "../../i18n/texts/audit.ts";
import { common } from "../../i18n/texts/common.ts";
import type { AuditFilter } from "./audit-search.ts";
import { csvOf, exportedMax, fetchEntries, jsonOf } from "./export.ts";
import type { AuditScope } from "./queries.ts";

type Kind = "csv" | "json";

type State =
  | { readonly is: "fetching"; readonly done: number; readonly total: number }
  | { readonly is: "cut"; readonly total: number }
  | { readonly is: "failed"; readonly error: unknown };

/** Takes what the filter finds along as a file. */
export function ExportMenu({ scope, filter }: { readonly scope: AuditScope; readonly filter: AuditFilter }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [state, setState] = useState<State | null>(null);
  const abort = useRef<AbortController | null>(null);
  const start = async (kind: Kind) => {
    const controller = new AbortController();
    abort.current = controller;
    setState({ is: "fetching", done: 0, total: 0 });
    try {
      const { entries, total } = await fetchEntries({
        scope,
        filter,
        signal: controller.signal,
        onProgress: (done, of) => setState({ is: "fetching", done, total: of }),
      });
      const text = kind === "csv" ? csvOf(entries) : jsonOf(entries);
      saveFile({ name: fileName(scope, kind), type: kind === "csv" ? "text/csv" : "application/json", parts: [text] });
      setState(entries.length < total ? { is: "cut", total } : null);
    } catch (error) {
      setState(controller.signal.aborted ? null : { is: "failed", error });
    }
  };
  const close = () => {
    abort.current?.abort();
    setState(null);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} />}>
            {t.export}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t.exportHelp}</Menu.Label>
          <Menu.Item leftSection={<IconTable size={16} />} onClick={() => void start("csv")}>
            {t.asCsv}
          </Menu.Item>
          <Menu.Item leftSection={<IconBraces size={16} />} onClick={() => void start("json")}>
            {t.asJson}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={state !== null} onClose={close} title={t.export} closeButtonProps={{ "aria-label": c.close }}>
        <Stack>
          {state?.is === "fetching" && <Fetching {...state} />}
          {state?.is === "cut" && <Text>{t.exportCut(exportedMax, state.total)}</Text>}
          {state?.is === "failed" && <ErrorMessage error={state.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {state?.is === "fetching" ? c.cancel : c.close}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function Fetching({ done, total }: { readonly done: number; readonly total: number }) {
  const t = useTexts(texts);
  const format = useFormat();
  return (
    <Stack gap="xs">
      <Text role="status">{t.fetched(format.number(done), format.number(total))}</Text>
      <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label={t.export} />
    </Stack>
  );
}

function fileName({ project }: AuditScope, kind: Kind): string {
  const day = new Date().toISOString().slice(0, 10);
  return `audit-log-${project === null ? "" : `${project}-`}${day}.${kind}`;
}
