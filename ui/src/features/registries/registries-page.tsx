import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Registry } from "../../api/types.ts";
import { Dialog, useDialog } from "../../components/dialog.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { registries } from "../../i18n/texts/registries.ts";
import { DeleteRegistry } from "./delete-registry.tsx";
import { RegistriesTable } from "./registries-table.tsx";
import { RegistryForm } from "./registry-form.tsx";

export function RegistriesPage() {
  const t = useTexts(registries);
  const editing = useDialog<Registry | null>();
  const deleting = useDialog<Registry>();
  const create = () => editing.open(null);
  return (
    <Page
      title={t.title}
      description={t.description}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={create}>
          {t.create}
        </Button>
      }
    >
      <Group>
        <FilterInput label={t.filter} />
      </Group>
      <RegistriesTable onCreate={create} onEdit={editing.open} onDelete={deleting.open} />
      <Dialog
        opened={editing.opened}
        onClose={editing.close}
        title={editing.subject ? t.editTitle(editing.subject.name ?? "") : t.createTitle}
        size="xl"
      >
        <RegistryForm registry={editing.subject} onDone={editing.close} />
      </Dialog>
      <DeleteRegistry dialog={deleting} />
    </Page>
  );
}
