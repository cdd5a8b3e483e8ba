import { Button, Fieldset, Group, NativeSelect, Radio, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { list } from "../../api/client.ts";
import { useTexts } from "../../i18n/language.tsx";
import { replicationPolicy } from "../../i18n/texts/replication-policy.ts";
import { registryInfoQuery } from "../registries/queries.ts";
import { examples } from "./examples.ts";
import type { PolicyFields } from "./policy-fields.ts";
import classes from "./policy-form.module.css";

/** The site's own labels, to choose from; others can be typed. */
const siteLabelsQuery = queryOptions({
  queryKey: ["labels", "names"],
  queryFn: async ({ signal }) => (await list<{ readonly name?: string }>("/labels", { scope: "g", page_size: 100 }, signal)).items,
});

/** What of the source is copied: everything that all filters let through. */
export function FilterFields({ form }: PolicyFields) {
  const t = useTexts(replicationPolicy);
  const { direction, registryId, others } = form.values;
  const sourceId = direction === "push" ? 0 : Number(registryId);
  const { data: source } = useQuery({ ...registryInfoQuery(sourceId), enabled: direction === "push" || registryId !== "" });
  const supported = source?.supported_resource_filters.map(({ type }) => type) ?? ["label", "resource"];
  return (
    <Fieldset legend={t.what} className={classes.part}>
      <Stack gap="sm">
        <div>
          <TextInput
            label={t.names}
            description={direction === "pull" ? `${t.namesHelp} ${t.namesMustName}` : t.namesHelp}
            placeholder={examples.repositories[0]}
            {...patternProps}
            {...form.getInputProps("names")}
          />
          <Examples patterns={examples.repositories} onChoose={(pattern) => form.setFieldValue("names", pattern)} />
        </div>
        <div>
          <TextInput
            label={t.tags}
            description={t.tagsHelp}
            placeholder={examples.tags[0]}
            inputContainer={(input) => <Decorated form={form} of={t.tags} path="tagsDecoration" input={input} />}
            {...patternProps}
            {...form.getInputProps("tags")}
          />
          <Examples patterns={examples.tags} onChoose={(pattern) => form.setFieldValue("tags", pattern)} />
        </div>
        {supported.includes("label") ? (
          <LabelFields form={form} />
        ) : (
          <Text size="sm" c="dimmed">
            {t.labelsUnknown}
          </Text>
        )}
        {supported.includes("resource") && (
          <Radio.Group label={t.resource} {...form.getInputProps("resource")}>
            <Group mt={4}>
              <Radio value="artifact" label={t.resourceAll} />
              <Radio value="image" label={t.resourceImage} />
            </Group>
          </Radio.Group>
        )}
        {others.length > 0 && <Text size="sm">{t.others(others.length)}</Text>}
      </Stack>
    </Fieldset>
  );
}

const patternProps = {
  autoComplete: "off",
  autoCapitalize: "none",
  spellCheck: false,
  classNames: { input: "code" },
} as const;

function LabelFields({ form }: PolicyFields) {
  const t = useTexts(replicationPolicy);
  const { data: known = [] } = useQuery(siteLabelsQuery);
  return (
    <TagsInput
      label={t.labels}
      description={form.values.labelsDecoration === "excludes" ? t.labelsHelpExcludes : t.labelsHelp}
      data={known.flatMap(({ name }) => (name ? [name] : []))}
      maxTags={50}
      inputContainer={(input) => <Decorated form={form} of={t.labels} path="labelsDecoration" input={input} />}
      {...form.getInputProps("labels")}
    />
  );
}

interface DecoratedProps extends PolicyFields {
  readonly of: string;
  readonly path: "tagsDecoration" | "labelsDecoration";
  readonly input: ReactNode;
}

/** A filter, and whether it takes or leaves what it fits. */
function Decorated({ form, of, path, input }: DecoratedProps) {
  const t = useTexts(replicationPolicy);
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NativeSelect
        aria-label={t.decoration(of)}
        data={[
          { value: "matches", label: t.matches },
          { value: "excludes", label: t.excludes },
        ]}
        w={130}
        {...form.getInputProps(path)}
      />
      <div style={{ flex: 1, minWidth: 0 }}>{input}</div>
    </Group>
  );
}

function Examples({ patterns, onChoose }: { readonly patterns: readonly string[]; readonly onChoose: (pattern: string) => void }) {
  const t = useTexts(replicationPolicy);
  return (
    <Group gap={6} mt={6}>
      {patterns.map((pattern) => (
        <Button
          key={pattern}
          variant="default"
          size="compact-xs"
          className="code"
          aria-label={t.example(pattern)}
          onClick={() => onChoose(pattern)}
        >
          {pattern}
        </Button>
      ))}
    </Group>
  );
}
