import { Group, Text } from "@mantine/core";
import { Copy } from "./copy.tsx";

/** The first twelve digits tell artifacts apart; the whole is one click away. */
export function Digest({ digest, withCopy = true }: { readonly digest: string; readonly withCopy?: boolean }) {
  const [algorithm, hex = ""] = digest.split(":");
  return (
    <Group gap={4} wrap="nowrap" component="span">
      <Text component="span" className="code" title={digest}>
        {algorithm}:{hex.slice(0, 12)}
      </Text>
      {withCopy && <Copy value={digest} of={digest.slice(0, 19)} />}
    </Group>
  );
}
