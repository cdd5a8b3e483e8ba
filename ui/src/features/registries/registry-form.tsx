import { Autocomplete, Divider, PasswordInput, Select, SimpleGrid, Skeleton, Textarea, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Registry, RegistryProviders } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { registries } from "../../i18n/texts/registries.ts";
import { examples } from "./examples.ts";
import { createRegistry, type RegistryValues, updateRegistry } from "./mutations.ts";
import { useProviderName } from "./provider-name.ts";
import { providersQuery } from "./queries.ts";
import { TestConnection } from "./test-connection.tsx";

interface RegistryFormProps {
  /** Null: a new one. */
  readonly registry: Registry | null;
  readonly onDone: () => void;
}

export function RegistryForm({ registry, onDone }: RegistryFormProps) {
  const t = useTexts(registries);
  const c = useTexts(common);
  const client = useQueryClient();
  const { data: providers, error } = useQuery(providersQuery);
  const form = useForm<RegistryValues>({
    mode: "controlled",
    initialValues: valuesOf(registry),
    validate: {
      name: (name) => (name.trim() === "" ? c.required : null),
      url: (url) => (/^https?:\/\/[^/?#\s]+\/*$/i.test(url.trim()) ? null : t.urlWrong),
      accessKey: (key, { accessSecret }) => (key.includes(":") ? t.accessKeyWrong : key === "" && accessSecret !== "" ? c.required : null),
    },
  });
  if (error) return <ErrorMessage error={error} />;
  if (!providers) return <Skeleton h={400} />;
  return (
    <SavingForm
      form={form}
      verb={registry ? c.save : c.create}
      onCancel={onDone}
      save={async (values) => {
        await (registry ? updateRegistry(client, registry, values) : createRegistry(client, values));
        notifications.show({ message: registry ? t.changed(values.name) : t.created(values.name) });
        onDone();
      }}
    >
      <Where form={form} providers={providers} isNew={registry === null} />
      <Divider label={t.credentials} labelPosition="left" />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t.accessKey}
          description={t.accessKeyHelp}
          autoComplete="off"
          autoCapitalize="none"
          {...form.getInputProps("accessKey")}
        />
        <PasswordInput
          label={t.accessSecret}
          description={t.accessSecretHelp}
          placeholder={registry?.credential?.access_secret ? t.secretKept : ""}
          visibilityToggleButtonProps={{ "aria-label": t.showSecret }}
          autoComplete="new-password"
          {...form.getInputProps("accessSecret")}
        />
      </SimpleGrid>
      <Textarea
        label={t.caCertificate}
        description={t.caCertificateHelp}
        placeholder={examples.certificate}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        classNames={{ input: "code" }}
        {...form.getInputProps("caCertificate")}
      />
      <TestConnection id={registry?.id ?? null} values={form.getValues} />
    </SavingForm>
  );
}

interface WhereProps {
  readonly form: UseFormReturnType<RegistryValues>;
  readonly providers: RegistryProviders;
  readonly isNew: boolean;
}

/** What kind of a registry, and at which URL: one that people write, choose, or that is the only one of its kind. */
function Where({ form, providers, isNew }: WhereProps) {
  const t = useTexts(registries);
  const c = useTexts(common);
  const nameOf = useProviderName();
  const { endpoint_type: kind, endpoints = [] } = providers[form.values.type]?.endpoint_pattern ?? {};
  const isFixed = kind === "EndpointPatternTypeFix";
  const choose = (type: string) => {
    const { endpoint_type: next, endpoints: known = [] } = providers[type]?.endpoint_pattern ?? {};
    form.setFieldValue("type", type);
    form.setFieldValue("url", next === "EndpointPatternTypeStandard" ? "" : (known[0]?.value ?? ""));
  };
  return (
    <>
      <Select
        label={t.type}
        data={Object.keys(providers).map((type) => ({ value: type, label: nameOf(type) }))}
        value={form.values.type}
        onChange={(type) => type && choose(type)}
        allowDeselect={false}
        disabled={!isNew}
        description={isNew ? t.typeHelp : t.typeKept}
        data-autofocus
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={c.name} required autoComplete="off" {...form.getInputProps("name")} />
        <Autocomplete
          label={t.url}
          required
          readOnly={isFixed}
          data={endpoints.map(({ value }) => value)}
          placeholder={examples.url}
          type="url"
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps("url")}
        />
      </SimpleGrid>
      <TextInput label={c.description} autoComplete="off" {...form.getInputProps("description")} />
    </>
  );
}

function valuesOf(registry: Registry | null): RegistryValues {
  return {
    type: registry?.type ?? "roadstead",
    name: registry?.name ?? "",
    description: registry?.description ?? "",
    url: registry?.url ?? "",
    accessKey: registry?.credential?.access_key ?? "",
    accessSecret: "",
    caCertificate: registry?.ca_certificate ?? "",
  };
}
