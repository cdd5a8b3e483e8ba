import { Button, Combobox, Skeleton, Text, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Label } from "../../api/types.ts";
import { LabelChip } from "../../components/label-chip.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactBelongings } from "../../i18n/texts/artifact-belongings.ts";
import { labelsToChooseQuery } from "./queries.ts";

interface LabelPickerProps {
  readonly projectId: number;
  /** Ids of those that are there already. */
  readonly without: readonly number[];
  readonly onPick: (label: Label) => void;
}

/** A button that opens a list of labels, which narrows while somebody types. */
export function LabelPicker({ projectId, without, onPick }: LabelPickerProps) {
  const t = useTexts(artifactBelongings);
  const [name, setName] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setName("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const [wanted] = useDebouncedValue(name, 200);
  const { data } = useQuery({ ...labelsToChooseQuery(projectId, wanted.trim()), enabled: combobox.dropdownOpened });
  const labels = (data ?? []).filter(({ id }) => !without.includes(id));
  const pick = (id: string) => {
    const label = labels.find((one) => String(one.id) === id);
    if (label) onPick(label);
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} width={260} position="bottom-start" withinPortal={false} onOptionSubmit={pick}>
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => combobox.toggleDropdown()}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
        >
          {t.addLabel}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          placeholder={t.findLabel}
          aria-label={t.findLabel}
        />
        <Combobox.Options tabIndex={0} mah={280} style={{ overflowY: "auto" }} aria-label={t.addLabel}>
          {data ? <Groups labels={labels} /> : <Skeleton h={80} m="xs" w="auto" />}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Groups({ labels }: { readonly labels: readonly Label[] }) {
  const t = useTexts(artifactBelongings);
  if (labels.length === 0) {
    return (
      <Combobox.Empty>
        <Text size="sm">{t.noLabelFound}</Text>
      </Combobox.Empty>
    );
  }
  const groups = [
    { scope: "p", title: t.labelsOfProject },
    { scope: "g", title: t.labelsOfSite },
  ];
  return groups.map(({ scope, title }) => {
    const some = labels.filter((label) => label.scope === scope);
    if (some.length === 0) return null;
    return (
      <Combobox.Group key={scope} label={title}>
        {some.map((label) => (
          <Combobox.Option key={label.id} value={String(label.id)}>
            <LabelChip label={label} />
          </Combobox.Option>
        ))}
      </Combobox.Group>
    );
  });
}
