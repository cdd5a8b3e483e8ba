import { Fieldset, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useTexts } from "../../i18n/language.tsx";
import { replicationPolicy } from "../../i18n/texts/replication-policy.ts";
import { examples } from "./examples.ts";
import { destinationOf, exampleOf } from "./destination.ts";
import type { PolicyFields } from "./policy-fields.ts";
import classes from "./policy-form.module.css";

const counts = ["0", "1", "2", "3", "-1"];

/** What repositories are called at the destination, shown by one that the filter may select. */
export function DestinationFields({ form }: PolicyFields) {
  const t = useTexts(replicationPolicy);
  const { names, namespace: typed, replaceCount } = form.values;
  const namespace = typed.trim();
  const example = exampleOf(names.trim());
  const shown = counts.includes(replaceCount) ? counts : [...counts, replaceCount];
  return (
    <Fieldset legend={t.where} className={classes.part}>
      <Stack gap="sm">
        <TextInput
          label={t.namespace}
          description={t.namespaceHelp}
          placeholder={examples.namespace}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          classNames={{ input: "code" }}
          {...form.getInputProps("namespace")}
        />
        {namespace === "" ? (
          <Text size="sm" className="code" c="dimmed">
            {t.keeps(example)}
          </Text>
        ) : (
          <Radio.Group label={t.replace} {...form.getInputProps("replaceCount")}>
            <Stack gap="xs" mt={6}>
              {shown.map((count) => (
                <Radio
                  key={count}
                  value={count}
                  label={t.replaces[count] ?? t.replaceMany(count)}
                  description={
                    <span className="code">{t.becomes(example, destinationOf(example, { namespace, count: Number(count) }))}</span>
                  }
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {namespace !== "" && replaceCount !== "0" && (
          <Text size="sm" c="dimmed">
            {t.flattenWarning}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
