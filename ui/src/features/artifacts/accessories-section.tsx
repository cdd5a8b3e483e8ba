import { Skeleton, Text } from "@mantine/core";
import { IconCertificate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Accessory } from "../../api/types.ts";
import { Digest } from "../../components/digest.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifactBelongings } from "../../i18n/texts/artifact-belongings.ts";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import { common } from "../../i18n/texts/common.ts";
import { accessoryKind } from "./accessory-kind.ts";
import { type ArtifactAddress, artifactSplat } from "./artifact-address.ts";
import { accessoriesQuery, manifestQuery } from "./queries.ts";
import { ReadLayer } from "./read-layer.tsx";

/** What names the artifact as its subject. What exactly it is, its own manifest says. */
export function AccessoriesSection({ address }: { readonly address: ArtifactAddress }) {
  const t = useTexts(artifactBelongings);
  const content = useTexts(artifactContent);
  const c = useTexts(common);
  const format = useFormat();
  const [search] = useListSearch();
  const at = ({ digest }: Accessory) => ({ ...address, reference: digest });
  return (
    <ListTable
      label={t.accessories}
      query={accessoriesQuery(address, search)}
      idOf={(accessory) => accessory.id}
      empty={
        <EmptyState icon={<IconCertificate />} title={t.noAccessories}>
          {t.noAccessoriesHelp}
        </EmptyState>
      }
      columns={[
        { accessor: "type", title: t.kind, render: (accessory) => <Kind address={at(accessory)} /> },
        {
          accessor: "digest",
          title: content.digest,
          visibleMediaQuery: "(min-width: 48em)",
          render: ({ digest }) => <Digest digest={digest} />,
        },
        { accessor: "size", title: c.size, textAlign: "right", render: ({ size }) => format.bytes(size) },
        {
          accessor: "creation_time",
          title: t.attached,
          sortable: true,
          visibleMediaQuery: "(min-width: 36em)",
          render: ({ creation_time: time }) => <Time at={time} />,
        },
        { accessor: "actions", title: c.actions, textAlign: "right", render: (accessory) => <Documents address={at(accessory)} /> },
      ]}
    />
  );
}

function Kind({ address }: { readonly address: ArtifactAddress }) {
  const t = useTexts(artifactBelongings);
  const { data, isPending } = useQuery(manifestQuery(address));
  if (isPending) return <Skeleton h={16} w={160} />;
  const kind = accessoryKind(data?.manifest ?? {});
  const { artifactType, layers = [] } = data?.manifest ?? {};
  return (
    <>
      <AnchorLink
        to="/projects/$project/artifacts/$"
        params={{ project: address.project, _splat: artifactSplat(address.repository, address.reference) }}
        fw={600}
        size="sm"
      >
        {t.kinds[kind]}
      </AnchorLink>
      {kind === "other" && (
        <Text size="xs" c="dimmed" className="code">
          {artifactType ?? layers[0]?.mediaType}
        </Text>
      )}
    </>
  );
}

/** One document is what people want of an SBOM; what has several is read on its own page. */
function Documents({ address }: { readonly address: ArtifactAddress }) {
  const t = useTexts(artifactBelongings);
  const { data } = useQuery(manifestQuery(address));
  const [layer, ...more] = data?.manifest.layers ?? [];
  if (!data || !layer || more.length > 0) return null;
  return <ReadLayer address={address} layer={layer} title={t.kinds[accessoryKind(data.manifest)]} />;
}
