import { Stack, Title } from "@mantine/core";
import { PlainTable } from "../../components/plain-table.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";

interface NameValueTableProps {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
}

/** Nothing, where there is nothing. */
export function NameValueTable({ title, rows }: NameValueTableProps) {
  const t = useTexts(artifactContent);
  if (rows.length === 0) return null;
  return (
    <Stack gap="xs" component="section">
      <Title order={2} fz="lg">
        {title}
      </Title>
      <PlainTable
        label={title}
        rows={rows.map(([name, value], at) => ({ at, name, value }))}
        idOf={({ at }) => at}
        empty={null}
        columns={[
          { accessor: "name", title: t.name, width: "38%", render: ({ name }) => <span className="code">{name}</span> },
          { accessor: "value", title: t.value, render: ({ value }) => <span className="code">{value}</span> },
        ]}
      />
    </Stack>
  );
}
