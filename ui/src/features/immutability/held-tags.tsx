import { Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Project } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { immutability as texts } from "../../i18n/texts/immutability.ts";
import type { Selection } from "../selectors/selectors.ts";
import { heldTagsQuery } from "./queries.ts";

/** How many tags the patterns fit now, and the first of them. */
export function HeldTags({ project, selection, examples = 3 }: { project: Project; selection: Selection; examples?: number }) {
  const t = useTexts(texts);
  const { data, error } = useQuery(heldTagsQuery(project, selection));
  if (error && !data) return <ErrorMessage error={error} />;
  if (!data) return <Skeleton h={20} w={220} />;
  const { tags, repositories, examples: names, is_complete: isComplete } = data;
  const shown = names.slice(0, examples);
  return (
    <Text size="sm" c="dimmed" aria-live="polite" style={{ overflowWrap: "anywhere" }}>
      {tags === 0 && t.holdsNone}
      {tags > 0 && (isComplete ? t.holds(tags, repositories) : t.holdsAtLeast(tags))}
      {shown.length > 0 && (
        <>
          {" "}
          <span className="code">{shown.join(", ")}</span>
          {tags > shown.length && " …"}
        </>
      )}
    </Text>
  );
}
