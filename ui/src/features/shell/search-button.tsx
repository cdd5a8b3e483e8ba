import { ActionIcon, Button, Kbd } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useHotkeys } from "@mantine/hooks";
import { useTexts } from "../../i18n/language.tsx";
import { shell } from "../../i18n/texts/shell.ts";

// Few pages are left by searching at once, so it comes when it is wanted.
const SearchDialog = lazy(() => import("../search/search-dialog.tsx").then(({ SearchDialog: component }) => ({ default: component })));

export function SearchButton() {
  const t = useTexts(shell);
  const [isOpen, setOpen] = useState(false);
  const open = () => setOpen(true);
  useHotkeys([
    ["mod+K", open],
    ["/", open],
  ]);
  return (
    <>
      <Button
        variant="default"
        visibleFrom="sm"
        leftSection={<IconSearch size={16} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={open}
        c="dimmed"
        fw={400}
      >
        {t.search}
      </Button>
      <ActionIcon variant="default" size={36} hiddenFrom="sm" aria-label={t.search} onClick={open}>
        <IconSearch size={18} />
      </ActionIcon>
      {isOpen && (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
