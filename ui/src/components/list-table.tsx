import { Box, Stack } from "@mantine/core";
import { keepPreviousData, useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { useCallbackRef } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { DataTable, type DataTableColumn, type DataTableProps } from "mantine-datatable";
import { memo, type ReactNode, useDeferredValue, useEffect, useMemo } from "react";
import type { Page } from "../api/client.ts";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { afterPaint } from "./after-paint.ts";
import { EmptyState } from "./empty-state.tsx";
import { ErrorMessage } from "./error-message.tsx";
import { type ListSearch, pageSizes, pageSizeUsual, useListSearch } from "./list-search.ts";
import { TableSkeleton } from "./page-skeleton.tsx";
import { useSelectionColumn } from "./row-selection.tsx";

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
  const { query, empty, isNarrowed = false } = props;
  const t = useTexts(common);
  const [search, change] = useListSearch();
  const { data, error, isPlaceholderData, refetch } = useQuery({
    // Options of any key: the compiler would want to know which.
    ...(query as UseQueryOptions<Page<T>>),
    placeholderData: keepPreviousData,
  });
  // The last row of the last page may be gone, or the address is of another day.
  const isBeyond = data !== undefined && !isPlaceholderData && data.items.length === 0 && data.total > 0 && (search.page ?? 1) > 1;
  const lastPage = Math.ceil((data?.total ?? 0) / (search.size ?? pageSizeUsual));
  useEffect(() => {
    if (isBeyond) change({ page: lastPage });
    // `change` is another one each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isBeyond, lastPage]);
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
  return (
    <Stack gap="sm">
      {error && <ErrorMessage error={error} retry={() => void refetch()} />}
      <Box style={{ opacity: isPlaceholderData ? 0.6 : 1 }} aria-busy={isPlaceholderData}>
        <Rows {...props} data={data} />
      </Box>
    </Stack>
  );
}

interface RowsProps<T> extends ListTableProps<T> {
  readonly data: Page<T>;
}

/** A hundred rows take longer to draw than a person waits for a click: they follow behind everything else, in slices. */
function Rows<T extends object>(props: RowsProps<T>) {
  const table = useDeferredValue(useTableProps(props));
  // `memo` forgets what the rows are of.
  const Table = Drawn as typeof DataTable<T>;
  return <Table {...table} />;
}

const Drawn = memo(DataTable);
const none: never[] = [];

function useTableProps<T extends object>(props: RowsProps<T>): DataTableProps<T> {
  const { label, data, columns, idOf, selected = none, onSelect, onOpen } = props;
  const t = useTexts(common);
  const boxes = useSelectionColumn({ rows: data.items, selected, idOf, onSelect: onSelect ?? (() => {}) });
  const isSelectable = onSelect !== undefined;
  const allColumns = useMemo(() => (isSelectable ? [boxes, ...columns] : columns), [isSelectable, boxes, columns]);
  const [{ sort = "", page = 1, size = pageSizeUsual }, change] = useListSearch();
  const idAccessor = useCallbackRef(idOf);
  const onChange = useCallbackRef((to: ListSearch) => afterPaint(() => change(to)));
  const onRowClick = useCallbackRef(({ record }: { record: T }) => onOpen?.(record));
  const isLink = onOpen !== undefined;
  const { items, total } = data;
  // The same as long as the table is: a selection, which the boxes know by themselves, draws none of it anew.
  return useMemo(
    () => ({
      "aria-label": label,
      records: items,
      columns: allColumns,
      idAccessor,
      withTableBorder: true,
      borderRadius: "md",
      verticalSpacing: "sm",
      highlightOnHover: true,
      // Links in a row are read there too.
      highlightOnHoverColor: { light: "gray.1", dark: "dark.6" },
      minHeight: 0,
      // The library's own, in English, is only seen through: a screen reader says it after every table.
      emptyState: <></>,
      scrollAreaProps: { viewportProps: { tabIndex: 0, role: "group", "aria-label": label } },
      sortStatus: { columnAccessor: sort.replace(/^-/, ""), direction: sort.startsWith("-") ? "desc" : "asc" },
      onSortStatusChange: ({ columnAccessor, direction }) =>
        onChange({ sort: `${direction === "desc" ? "-" : ""}${String(columnAccessor)}` }),
      page,
      onPageChange: (to) => onChange({ page: to }),
      totalRecords: total,
      recordsPerPage: size,
      onRecordsPerPageChange: (to) => onChange({ size: to }),
      recordsPerPageOptions: pageSizes,
      recordsPerPageLabel: t.rowsPerPage,
      paginationText: ({ from, to, totalRecords }) => t.rows(from, to, totalRecords),
      getPaginationControlProps: (control) => ({ "aria-label": control === "previous" ? t.previous : t.next }),
      ...(isLink ? { onRowClick } : {}),
    }),
    [label, items, total, allColumns, idAccessor, sort, page, size, onChange, onRowClick, isLink, t],
  );
}
