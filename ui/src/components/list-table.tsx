import { Box, Stack } from "@mantine/core";
import { keepPreviousData, useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import { DataTable, type DataTableColumn } from "mantine-datatable";
import type { ReactNode } from "react";
import type { Page } from "../api/client.ts";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { EmptyState } from "./empty-state.tsx";
import { ErrorMessage } from "./error-message.tsx";
import { pageSizes, pageSizeUsual, useListSearch } from "./list-search.ts";
import { TableSkeleton } from "./page-skeleton.tsx";

interface ListTableProps<T> {
  /** What the table is of, for those who hear it. */
  readonly label: string;
  /** Of `queryOptions`, with a `Page<T>`: the page that the address asks for (`listQuery(search)`). */
  readonly query: UseQueryOptions<Page<T>, Error, Page<T>, never[]> | object;
  /** `accessor` is the API's name for sorting; a column with `sortable` sorts by it. */
  readonly columns: DataTableColumn<T>[];
  readonly idOf: (row: T) => string | number;
  /** In place of the table when there is nothing at all. */
  readonly empty: ReactNode;
  /** Whether something beside `q` narrows the list. */
  readonly isNarrowed?: boolean;
  readonly selected?: T[];
  readonly onSelect?: (rows: T[]) => void;
  readonly onOpen?: (row: T) => void;
}

/** A page of a long list: sorted and paged by the API, its state in the address. */
export function ListTable<T extends object>(props: ListTableProps<T>) {
  const { label, query, columns, idOf, empty, isNarrowed = false, selected, onSelect, onOpen } = props;
  const t = useTexts(common);
  const [search, change] = useListSearch();
  const { data, error, isPlaceholderData, refetch } = useQuery({
    // Options of any key: the compiler would want to know which.
    ...(query as UseQueryOptions<Page<T>>),
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (!data) return <TableSkeleton />;
  if (data.total === 0 && data.items.length === 0) {
    if (!search.q && !isNarrowed) return <>{empty}</>;
    return (
      <EmptyState icon={<IconSearch />} title={t.nothingFound}>
        {t.nothingFoundHelp}
      </EmptyState>
    );
  }
  const { sort = "" } = search;
  return (
    <Stack gap="sm">
      {error && <ErrorMessage error={error} retry={() => void refetch()} />}
      <Box style={{ opacity: isPlaceholderData ? 0.6 : 1 }} aria-busy={isPlaceholderData}>
        <DataTable<T>
          aria-label={label}
          records={data.items}
          columns={columns}
          idAccessor={idOf}
          withTableBorder
          borderRadius="md"
          backgroundColor="var(--portal-surface)"
          verticalSpacing="sm"
          highlightOnHover
          minHeight={0}
          scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "group", "aria-label": label } }}
          sortStatus={{ columnAccessor: sort.replace(/^-/, ""), direction: sort.startsWith("-") ? "desc" : "asc" }}
          onSortStatusChange={({ columnAccessor, direction }) =>
            change({ sort: `${direction === "desc" ? "-" : ""}${String(columnAccessor)}` })
          }
          page={search.page ?? 1}
          onPageChange={(page) => change({ page })}
          totalRecords={data.total}
          recordsPerPage={search.size ?? pageSizeUsual}
          onRecordsPerPageChange={(size) => change({ size })}
          recordsPerPageOptions={pageSizes}
          recordsPerPageLabel={t.rowsPerPage}
          paginationText={({ from, to, totalRecords }) => t.rows(from, to, totalRecords)}
          getPaginationControlProps={(control) => ({ "aria-label": control === "previous" ? t.previous : t.next })}
          {...(onSelect
            ? {
                selectedRecords: selected ?? [],
                onSelectedRecordsChange: onSelect,
                allRecordsSelectionCheckboxProps: { "aria-label": t.selectAll },
                getRecordSelectionCheckboxProps: (_: T, index: number) => ({ "aria-label": t.selectRow(index + 1) }),
              }
            : {})}
          {...(onOpen ? { onRowClick: ({ record }: { record: T }) => onOpen(record) } : {})}
        />
      </Box>
    </Stack>
  );
}
