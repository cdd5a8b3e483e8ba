import { Alert, Fieldset, Group, Radio, Select, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ErrorMessage } from "../../components/error-message.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { replicationPolicy } from "../../i18n/texts/replication-policy.ts";
import { useProviderName } from "../registries/provider-name.ts";
import { registryChoicesQuery } from "../registries/queries.ts";
import { RegistryState } from "../registries/registry-state.tsx";
import type { PolicyFields } from "./policy-fields.ts";
import classes from "./policy-form.module.css";

/** Which way it goes, and with whom. */
export function SideFields({ form }: PolicyFields) {
  const t = useTexts(replicationPolicy);
  const { direction, trigger } = form.values;
  const turn = (next: string) => {
    form.setFieldValue("direction", next as typeof direction);
    // Of what happens elsewhere nothing is heard.
    if (next === "pull" && trigger === "event_based") form.setFieldValue("trigger", "manual");
  };
  return (
    <Fieldset legend={t.sides} className={classes.part}>
      <Stack gap="sm">
        <Radio.Group value={direction} onChange={turn} label={t.direction}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} mt={6} spacing="sm">
            {(["push", "pull"] as const).map((one) => (
              <Radio.Card key={one} value={one} p="sm" radius="md">
                <Group wrap="nowrap" align="flex-start" gap="sm">
                  <Radio.Indicator />
                  <div>
                    <Text fw={600} size="sm">
                      {t[one]}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {one === "push" ? t.pushHelp : t.pullHelp}
                    </Text>
                  </div>
                </Group>
              </Radio.Card>
            ))}
          </SimpleGrid>
        </Radio.Group>
        <RegistryChoice form={form} />
      </Stack>
    </Fieldset>
  );
}

function RegistryChoice({ form }: PolicyFields) {
  const t = useTexts(replicationPolicy);
  const nameOf = useProviderName();
  const { data: registries, error, refetch } = useQuery(registryChoicesQuery);
  if (error) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (!registries) return <Skeleton h={60} />;
  if (registries.length === 0)
    return (
      <Alert color="yellow">
        {t.noRegistries} <AnchorLink to="/registries">{t.addRegistry}</AnchorLink>
      </Alert>
    );
  const chosen = registries.find(({ id }) => String(id) === form.values.registryId);
  return (
    <>
      <Select
        label={form.values.direction === "push" ? t.registryTo : t.registryFrom}
        required
        searchable={registries.length > 7}
        data={registries.map(({ id, name, type, url }) => ({ value: String(id), label: `${name} · ${nameOf(type)} · ${url}` }))}
        {...form.getInputProps("registryId")}
      />
      {chosen && chosen.status !== "healthy" && <RegistryState registry={chosen} withReason />}
    </>
  );
}
