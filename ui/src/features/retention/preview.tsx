import { Alert, Badge, Box, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconClock, IconLock, IconShieldCheck, IconSitemap, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { DataTable } from "mantine-datatable";
import { useState } from "react";
import type { Project, RetentionPolicy, RetentionPreview } from "../../api/types.ts";
import { Digest } from "../../components/digest.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { retention as texts } from "../../i18n/texts/retention.ts";
import { decisionsEach, previewQuery } from "./queries.ts";

type Decision = RetentionPreview["decisions"][number];
type Shown = "all" | "stay" | "go";

const retainedOf = { all: undefined, stay: true, go: false } as const;
const tagsShown = 4;
const onlyWide = "(min-width: 62em)";

/** What the rules would do now, whether they are saved or not. */
export function Preview({ policy, project }: { readonly policy: RetentionPolicy; readonly project: Project }) {
  const t = useTexts(texts);
  const format = useFormat();
  const [shown, setShown] = useState<Shown>("all");
  const [page, setPage] = useState(1);
  const { data, error, isPlaceholderData, refetch } = useQuery(previewQuery({ policy, page, retained: retainedOf[shown] }));
  if (error && !data) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (!data) return <TableSkeleton rows={4} />;
  if (data.artifacts === 0 && data.is_complete) return <Text c="dimmed">{t.nothingInScope}</Text>;
  const show = (next: Shown) => {
    setShown(next);
    setPage(1);
  };
  return (
    <Stack gap="sm" aria-busy={isPlaceholderData}>
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          aria-label={t.filter}
          value={shown}
          onChange={(next) => show(next)}
          data={[
            { value: "all", label: t.all(format.number(data.artifacts)) },
            { value: "stay", label: t.stay(format.number(data.retained)) },
            { value: "go", label: t.go(format.number(data.artifacts - data.retained)) },
          ]}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {t.looked(data.artifacts, data.repositories)}
        </Text>
      </Group>
      {error && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data.is_complete && (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
          {t.cut}
        </Alert>
      )}
      <Box style={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
        {data.total === 0 ? (
          <Text c="dimmed">{t.nothingHere}</Text>
        ) : (
          <DecisionTable
            decisions={data.decisions}
            total={data.total}
            page={Math.min(page, Math.max(1, Math.ceil(data.total / decisionsEach)))}
            onPage={setPage}
            project={project}
          />
        )}
      </Box>
    </Stack>
  );
}

interface DecisionTableProps {
  readonly decisions: Decision[];
  readonly total: number;
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly project: Project;
}

function DecisionTable({ decisions, total, page, onPage, project }: DecisionTableProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const pathOf = (decision: Decision) => decision.repository.slice(project.name.length + 1);
  return (
    <DataTable<Decision>
      aria-label={t.dryRun}
      records={decisions}
      idAccessor={({ repository, digest }) => `${repository}@${digest}`}
      withTableBorder
      borderRadius="md"
      verticalSpacing="xs"
      minHeight={0}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "group", "aria-label": t.dryRun } }}
      page={page}
      onPageChange={onPage}
      totalRecords={total}
      recordsPerPage={decisionsEach}
      paginationText={({ from, to, totalRecords }) => c.rows(from, to, totalRecords)}
      getPaginationControlProps={(control) => ({ "aria-label": control === "previous" ? c.previous : c.next })}
      columns={[
        {
          accessor: "repository",
          title: t.repository,
          render: (decision) => (
            <AnchorLink to="/projects/$project/repositories/$" params={{ project: project.name, _splat: pathOf(decision) }} size="sm">
              {pathOf(decision)}
            </AnchorLink>
          ),
        },
        { accessor: "tags", title: t.tags, render: ({ tags }) => <TagBadges tags={tags} /> },
        { accessor: "retained", title: t.decision, render: (decision) => <Verdict decision={decision} /> },
        {
          accessor: "digest",
          title: t.digest,
          visibleMediaQuery: onlyWide,
          render: ({ digest }) => <Digest digest={digest} withCopy={false} />,
        },
        { accessor: "push_time", title: t.pushed, noWrap: true, render: ({ push_time: at }) => <Time at={at} /> },
        {
          accessor: "pull_time",
          title: t.pulled,
          noWrap: true,
          visibleMediaQuery: onlyWide,
          render: ({ pull_time: at }) => <Time at={at} absent={c.never} />,
        },
      ]}
    />
  );
}

function TagBadges({ tags }: { readonly tags: readonly string[] }) {
  const t = useTexts(texts);
  if (tags.length === 0) {
    return (
      <Text size="sm" c="dimmed" fs="italic">
        {t.untagged}
      </Text>
    );
  }
  return (
    <Group gap={4}>
      {tags.slice(0, tagsShown).map((tag) => (
        <Badge key={tag} color="gray" miw="max-content">
          {tag}
        </Badge>
      ))}
      {tags.length > tagsShown && (
        <Badge color="gray" variant="outline" title={tags.slice(tagsShown).join(", ")}>
          {t.moreTags(tags.length - tagsShown)}
        </Badge>
      )}
    </Group>
  );
}

const icons = { rule: IconShieldCheck, immutable: IconLock, index: IconSitemap, push: IconClock, none: IconTrash };
const colors = { rule: "teal", immutable: "blue", index: "blue", push: "yellow", none: "red" };

function Verdict({ decision: { cause, rule, held_until: until } }: { readonly decision: Decision }) {
  const t = useTexts(texts);
  const format = useFormat();
  const Icon = icons[cause];
  return (
    <Badge
      color={colors[cause]}
      miw="max-content"
      leftSection={<Icon size={13} aria-hidden="true" />}
      {...(until ? { title: t.heldUntil(format.dateTime(until)) } : {})}
    >
      {cause === "rule" ? t.byRule(rule ?? 0) : t.causes[cause]}
    </Badge>
  );
}
