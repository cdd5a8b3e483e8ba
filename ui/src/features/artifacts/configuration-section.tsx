import { Paper, Stack, Title } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import type { Artifact } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import { isImage } from "./artifact-type.ts";
import { Fact, Facts } from "./facts.tsx";
import { commandLine, type ImageConfig, imageConfig } from "./image-config.ts";
import type { Manifest } from "./manifest.ts";
import { NameValueTable } from "./name-value-table.tsx";

interface ConfigurationSectionProps {
  readonly artifact: Artifact;
  readonly manifest: Manifest;
}

export function ConfigurationSection({ artifact, manifest }: ConfigurationSectionProps) {
  const t = useTexts(artifactContent);
  const config = isImage(artifact, manifest) ? imageConfig(artifact.extra_attrs["config"]) : null;
  const further = artifact.type === "IMAGE" ? [] : rowsOf(artifact.extra_attrs);
  const annotations = Object.entries(manifest.annotations ?? {});
  if (config === null && further.length === 0 && annotations.length === 0) {
    return (
      <EmptyState icon={<IconSettings />} title={t.noConfiguration}>
        {t.noConfigurationHelp}
      </EmptyState>
    );
  }
  return (
    <Stack gap="xl">
      {config && <Runtime config={config} />}
      {config && <NameValueTable title={t.environment} rows={config.environment} />}
      {config && <NameValueTable title={t.labels} rows={config.labels} />}
      <NameValueTable title={t.other} rows={further} />
      <NameValueTable title={t.annotations} rows={annotations} />
    </Stack>
  );
}

/** What has a section of its own is not repeated. */
function rowsOf(attributes: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(attributes)
    .filter(([name]) => name !== "dependencies")
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}

function Runtime({ config }: { readonly config: ImageConfig }) {
  const t = useTexts(artifactContent);
  const format = useFormat();
  const { entrypoint, cmd, shell, workingDir, user, stopSignal, ports, volumes, healthcheck } = config;
  const facts: readonly (readonly [string, string])[] = [
    [t.entrypoint, commandLine(entrypoint)],
    [t.cmd, commandLine(cmd)],
    [t.workingDir, workingDir],
    [t.ports, ports.join(", ")],
    [t.volumes, volumes.join(", ")],
    [t.shell, commandLine(shell)],
    [t.stopSignal, stopSignal],
    [t.healthcheck, healthcheck ? t.healthcheckEach(healthcheck.command, format.duration(healthcheck.seconds)) : ""],
  ];
  return (
    <Stack gap="xs" component="section">
      <Title order={2} fz="lg">
        {t.runtime}
      </Title>
      <Paper withBorder p="md">
        <Facts>
          <Fact label={t.user}>{user === "" ? t.rootUser : <span className="code">{user}</span>}</Fact>
          {facts.map(([label, value]) =>
            value === "" ? null : (
              <Fact key={label} label={label}>
                <span className="code">{value}</span>
              </Fact>
            ),
          )}
        </Facts>
      </Paper>
    </Stack>
  );
}
