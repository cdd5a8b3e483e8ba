import { Group, Text } from "@mantine/core";
import { IconPencil, IconTag, IconTrash } from "@tabler/icons-react";
import type { Label } from "../../api/types.ts";
import { Dialog, type DialogState, useDialog } from "../../components/dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { LabelChip } from "../../components/label-chip.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { menuColumn, RowMenu } from "../../components/row-menu.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { labels as texts } from "../../i18n/texts/labels.ts";
import { CreateLabelButton } from "./create-label-button.tsx";
import { DeleteLabelDialog } from "./delete-label-dialog.tsx";
import { LabelForm } from "./label-form.tsx";
import { labelsQuery, type LabelHome } from "./queries.ts";

interface LabelsListProps {
  readonly home: LabelHome;
  /** Opened by a button of the page. */
  readonly creating: DialogState<true>;
  readonly may: (right: string) => boolean;
}

/** Labels of the site or of a project, and what can be done with them. */
export function LabelsList({ home, creating, may }: LabelsListProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [search] = useListSearch();
  const editing = useDialog<Label>();
  const deleting = useDialog<Label>();
  const canCreate = may("label:create");
  const menu = menuColumn<Label>(c.actions, (label) => (
    <RowMenu
      label={t.actionsFor(label.name)}
      actions={[
        may("label:update") && { text: c.edit, icon: <IconPencil size={16} />, onClick: () => editing.open(label) },
        may("label:delete") && {
          text: c.delete,
          icon: <IconTrash size={16} />,
          onClick: () => deleting.open(label),
          isDestructive: true,
        },
      ]}
    />
  ));
  return (
    <>
      <Group>
        <FilterInput label={t.filter} />
      </Group>
      <ListTable
        label={t.title}
        query={labelsQuery(home, search)}
        idOf={(label) => label.id}
        empty={
          <EmptyState icon={<IconTag />} title={t.none} action={canCreate && <CreateLabelButton onClick={() => creating.open(true)} />}>
            {t.noneHelp} {!canCreate && t.noneMay}
          </EmptyState>
        }
        columns={[
          { accessor: "name", title: t.label, sortable: true, render: (label) => <LabelChip label={label} /> },
          {
            accessor: "description",
            title: c.description,
            render: ({ description }) => (
              <Text size="sm" lineClamp={2}>
                {description || "–"}
              </Text>
            ),
          },
          {
            accessor: "update_time",
            title: c.updated,
            sortable: true,
            visibleMediaQuery: "(min-width: 48em)",
            render: ({ update_time: at }) => <Time at={at} />,
          },
          menu,
        ]}
      />
      <Dialog opened={creating.opened} title={t.createTitle} onClose={creating.close}>
        <LabelForm home={home} label={null} onDone={creating.close} />
      </Dialog>
      <Dialog opened={editing.opened} title={t.editTitle(editing.subject?.name ?? "")} onClose={editing.close}>
        <LabelForm home={home} label={editing.subject} onDone={editing.close} />
      </Dialog>
      <DeleteLabelDialog label={deleting.subject} opened={deleting.opened} onClose={deleting.close} />
    </>
  );
}
