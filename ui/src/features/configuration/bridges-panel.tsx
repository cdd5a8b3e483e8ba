import { Badge, Button, Group, Skeleton, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Bridge } from "../../api/upkeep-types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Panel } from "../../components/panel.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { bridges } from "../../i18n/texts/bridges.ts";
import { common } from "../../i18n/texts/common.ts";
import { AddBridgeDialog } from "./add-bridge-dialog.tsx";
import { bridgesQuery, type NamedToken, removeBridge, renewBridgeToken } from "./queries.ts";

const BridgeTokenDialog = lazy(async () => ({ default: (await import("./bridge-token-dialog.tsx")).BridgeTokenDialog }));

type Asking = { readonly kind: "renew" | "remove"; readonly bridge: Bridge } | null;

/** The programs that may answer for the directory. */
export function BridgesPanel() {
  const t = useTexts(bridges);
  const c = useTexts(common);
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(bridgesQuery);
  const [isAdding, setAdding] = useState(false);
  const [asking, setAsking] = useState<Asking>(null);
  const [token, setToken] = useState<NamedToken | null>(null);
  const changed = () => queryClient.invalidateQueries({ queryKey: bridgesQuery.queryKey });
  const renew = async ({ id, name }: Bridge) => {
    setToken({ ...(await renewBridgeToken(id)), name });
    await changed();
  };
  const remove = async ({ id, name }: Bridge) => {
    await removeBridge(id);
    notifications.show({ message: t.removed(name) });
    await changed();
  };
  const name = asking?.bridge.name ?? "";
  return (
    <Panel
      title={t.title}
      description={t.help}
      actions={
        <Button size="xs" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setAdding(true)}>
          {t.add}
        </Button>
      }
    >
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={80} />}
      {data && (
        <PlainTable<Bridge>
          label={t.title}
          rows={data}
          idOf={({ id }) => id}
          empty={
            <Text size="sm" c="dimmed">
              {t.none}
            </Text>
          }
          columns={[
            { accessor: "name", title: t.name },
            { accessor: "state", title: t.state, render: (bridge) => <State bridge={bridge} /> },
            { accessor: "since", title: t.since, noWrap: true, render: (bridge) => <Time at={sinceOf(bridge)} /> },
            { accessor: "version", title: t.version, render: ({ version }) => (version === "" ? "–" : version) },
            {
              accessor: "key_fingerprint",
              title: t.key,
              visibleMediaQuery: (theme) => `(min-width: ${theme.breakpoints.md})`,
              render: ({ key_fingerprint: key }) => (
                <span className="code" title={key}>
                  {key === "" ? "–" : `${key.slice(0, 12)}…`}
                </span>
              ),
            },
            {
              accessor: "actions",
              title: c.actions,
              textAlign: "right",
              render: (bridge) => (
                <Group gap={4} justify="flex-end" wrap="nowrap">
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    onClick={() => setAsking({ kind: "renew", bridge })}
                    aria-label={t.newTokenFor(bridge.name)}
                  >
                    {t.newToken}
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="red"
                    onClick={() => setAsking({ kind: "remove", bridge })}
                    aria-label={t.removeName(bridge.name)}
                  >
                    {t.remove}
                  </Button>
                </Group>
              ),
            },
          ]}
        />
      )}
      <AddBridgeDialog
        opened={isAdding}
        onClose={() => setAdding(false)}
        onAdded={(added) => {
          setToken(added);
          void changed();
        }}
      />
      <ConfirmDialog
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={asking?.kind === "renew" ? t.newTokenTitle(name) : t.removeTitle(name)}
        verb={asking?.kind === "renew" ? t.newToken : t.remove}
        onConfirm={async () => asking && (asking.kind === "renew" ? renew : remove)(asking.bridge)}
      >
        {asking?.kind === "renew" ? t.newTokenMeans : t.removeMeans(name)}
      </ConfirmDialog>
      {token && (
        <Suspense fallback={null}>
          <BridgeTokenDialog token={token} onClose={() => setToken(null)} />
        </Suspense>
      )}
    </Panel>
  );
}

function State({ bridge: { connected, connections, enrolled } }: { readonly bridge: Bridge }) {
  const t = useTexts(bridges);
  if (connected) {
    return <Badge color="teal">{connections > 1 ? `${t.connected} (${t.connections(connections)})` : t.connected}</Badge>;
  }
  return <Badge color={enrolled ? "red" : "gray"}>{enrolled ? t.away : t.waits}</Badge>;
}

/** When it connected; else when it enrolled, or was made. */
function sinceOf({ connected_since: connected, enrolled_time: enrolled, creation_time: made }: Bridge): string {
  return connected ?? enrolled ?? made;
}
