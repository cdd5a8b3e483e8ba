import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.layer.css";
import { IconPackage, IconSearch, IconStack2, IconTag } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { search as texts } from "../../i18n/texts/search.ts";
import { linkTo } from "./found-links.ts";
import { searchQuery } from "./queries.ts";

const [store] = createSpotlight();
const shownMax = 6;

/** Search as you type, from any page: arrows choose, Enter opens. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), 150);
  const { data } = useQuery(searchQuery(asked));
  const found = asked === "" ? undefined : data;
  const go = (open: () => Promise<void>) => {
    onClose();
    void open();
  };
  const isEmpty = found && found.project.length + found.repository.length + found.tag.length === 0;
  const action = (key: string, label: string, icon: ReactNode, open: () => Promise<void>, description?: string) => (
    <Spotlight.Action key={key} label={label} leftSection={icon} {...(description ? { description } : {})} onClick={() => go(open)} />
  );
  return (
    <Spotlight.Root
      store={store}
      forceOpened
      query={text}
      onQueryChange={setText}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight={440}
    >
      <Spotlight.Search placeholder={t.placeholder} aria-label={t.label} leftSection={<IconSearch size={20} aria-hidden="true" />} />
      <Spotlight.ActionsList>
        {!found && <Spotlight.Empty>{t.hint}</Spotlight.Empty>}
        {isEmpty && <Spotlight.Empty>{t.nothing(asked)}</Spotlight.Empty>}
        {found && found.project.length > 0 && (
          <Spotlight.ActionsGroup label={t.projects}>
            {found.project
              .slice(0, shownMax)
              .map((one) => action(`p${one.project_id}`, one.name, <IconStack2 size={18} />, () => navigate(linkTo.project(one))))}
          </Spotlight.ActionsGroup>
        )}
        {found && found.repository.length > 0 && (
          <Spotlight.ActionsGroup label={t.repositories}>
            {found.repository
              .slice(0, shownMax)
              .map((one) =>
                action(
                  one.repository_name,
                  one.repository_name,
                  <IconPackage size={18} />,
                  () => navigate(linkTo.repository(one)),
                  t.artifacts(one.artifact_count),
                ),
              )}
          </Spotlight.ActionsGroup>
        )}
        {found && found.tag.length > 0 && (
          <Spotlight.ActionsGroup label={t.tags}>
            {found.tag
              .slice(0, shownMax)
              .map((one) =>
                action(`${one.repository_name}:${one.tag_name}`, `${one.repository_name}:${one.tag_name}`, <IconTag size={18} />, () =>
                  navigate(linkTo.tag(one)),
                ),
              )}
          </Spotlight.ActionsGroup>
        )}
        {found && !isEmpty && action("all", t.all, <IconSearch size={18} />, () => navigate({ to: "/search", search: { q: asked } }))}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
