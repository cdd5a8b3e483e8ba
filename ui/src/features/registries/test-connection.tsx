import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconPlugConnected } from "@tabler/icons-react";
import { useState } from "react";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { registries } from "../../i18n/texts/registries.ts";
import { connectionHelp } from "./connection-help.ts";
import { type RegistryValues, testRegistry } from "./mutations.ts";

type Result = { readonly reason: string | null } | { readonly error: unknown };

/** Tries what stands in the form, before it is saved. */
export function TestConnection({ id, values }: { readonly id: number | null; readonly values: () => RegistryValues }) {
  const t = useTexts(registries);
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const test = async () => {
    setBusy(true);
    setResult(null);
    const found: Result = await testRegistry(id, values()).then(
      (reason) => ({ reason }),
      (error: unknown) => ({ error }),
    );
    setResult(found);
    setBusy(false);
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="default" leftSection={<IconPlugConnected size={16} />} loading={isBusy} onClick={() => void test()}>
        {t.test}
      </Button>
      <div role="status" style={{ width: "100%" }}>
        {result && ("error" in result ? <ErrorMessage error={result.error} /> : <Outcome reason={result.reason} />)}
      </div>
    </Stack>
  );
}

function Outcome({ reason }: { readonly reason: string | null }) {
  const t = useTexts(registries);
  if (reason === null)
    return (
      <Alert color="teal" icon={<IconCheck size={20} />}>
        {t.testGood}
      </Alert>
    );
  const help = connectionHelp(reason, t.helps);
  return (
    <Alert color="red" icon={<IconAlertTriangle size={20} />} title={t.testBad}>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {reason}
      </Text>
      {help && (
        <Text size="sm" mt={4}>
          {help}
        </Text>
      )}
    </Alert>
  );
}
