import { DataTable, type DataTableColumn } from "mantine-datatable";
import type { ReactNode } from "react";

interface PlainTableProps<T> {
  /** What the table is of, for those who hear it. */
  readonly label: string;
  readonly rows: T[];
  readonly columns: DataTableColumn<T>[];
  readonly idOf: (row: T) => string | number;
  /** In place of the table when there is nothing. */
  readonly empty: ReactNode;
}

/** A table of a few rows that are all there. */
export function PlainTable<T extends object>({ label, rows, columns, idOf, empty }: PlainTableProps<T>) {
  if (rows.length === 0) return <>{empty}</>;
  return (
    <DataTable<T>
      aria-label={label}
      records={rows}
      columns={columns}
      idAccessor={idOf}
      withTableBorder
      borderRadius="md"
      verticalSpacing="sm"
      minHeight={0}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "group", "aria-label": label } }}
    />
  );
}
