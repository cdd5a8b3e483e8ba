import { Badge, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Robot } from "../../api/types.ts";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { menuColumn } from "../../components/row-menu.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { robots } from "../../i18n/texts/robots.ts";
import { robotsQuery } from "./queries.ts";
import { RobotExpiry } from "./robot-expiry.tsx";
import { useScopeName } from "./scopes-input.tsx";

interface RobotsTableProps {
  /** Null for those of the site. */
  readonly projectId: number | null;
  readonly empty: ReactNode;
  /** What can be done with one. */
  readonly menu: (robot: Robot) => ReactNode;
}

const wide = "(min-width: 62em)";

export function RobotsTable({ projectId, empty, menu }: RobotsTableProps) {
  const t = useTexts(robots);
  const c = useTexts(common);
  const nameOf = useScopeName();
  const [search] = useListSearch();
  return (
    <ListTable
      label={t.title}
      query={robotsQuery(projectId, search)}
      idOf={({ id }: Robot) => id}
      empty={empty}
      columns={[
        {
          accessor: "name",
          title: c.name,
          sortable: true,
          render: ({ name, description }) => (
            <>
              <Text size="sm" fw={550} style={{ overflowWrap: "break-word", minWidth: 120 }}>
                {name}
              </Text>
              {description && (
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {description}
                </Text>
              )}
            </>
          ),
        },
        {
          accessor: "disable",
          title: t.state,
          render: ({ disable }) =>
            disable ? (
              <Badge color="gray" miw="max-content">
                {t.off}
              </Badge>
            ) : (
              <Badge color="teal" miw="max-content">
                {t.on}
              </Badge>
            ),
        },
        {
          accessor: "permissions",
          title: t.rights,
          visibleMediaQuery: wide,
          render: ({ permissions }) =>
            permissions.map(({ namespace = "", access = [] }) => (
              <Text key={namespace} size="sm">
                {projectId === null ? `${nameOf(namespace)}: ` : ""}
                {t.rightsCount(access.length)}
              </Text>
            )),
        },
        { accessor: "expires_at", title: t.expires, sortable: true, render: (robot) => <RobotExpiry robot={robot} /> },
        {
          accessor: "creation_time",
          title: c.created,
          sortable: true,
          visibleMediaQuery: wide,
          render: ({ creation_time: at }) => <Time at={at} />,
        },
        menuColumn<Robot>(c.actions, menu),
      ]}
    />
  );
}
