import { MultiSelect, NumberInput, PasswordInput, Select, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../i18n/language.tsx";
import { configuration } from "../../i18n/texts/configuration.ts";
import { BannerInput } from "./banner-input.tsx";
import type { Field } from "./fields.ts";
import { useKeyWords } from "./key-words.ts";
import { eventTypesQuery } from "./queries.ts";
import { SizeInput } from "./size-input.tsx";
import type { Values } from "./use-configuration-form.ts";

interface FieldInputProps {
  readonly field: Field;
  readonly form: UseFormReturnType<Values>;
}

const widthMax = 520;

/** One key, as its kind is entered. */
export function FieldInput({ field, form }: FieldInputProps) {
  const t = useTexts(configuration);
  const { label, help, choices = {} } = useKeyWords()(field.key);
  const { key, kind, placeholder, min, max, unit } = field;
  const shared = { label, description: help, maw: widthMax, ...(placeholder === undefined ? {} : { placeholder }) };
  const value = form.values[key] ?? "";
  const set = (next: string | number | boolean) => form.setFieldValue(key, next);
  switch (kind) {
    case "switch":
      return <Switch {...form.getInputProps(key, { type: "checkbox" })} label={label} description={help} maw={widthMax} />;
    case "number":
      return (
        <NumberInput
          {...shared}
          {...form.getInputProps(key)}
          allowDecimal={false}
          clampBehavior="blur"
          {...(min === undefined ? {} : { min })}
          {...(max === undefined ? {} : { max })}
          {...(unit === undefined ? {} : { suffix: ` ${t.units[unit]}` })}
          styles={{ wrapper: { maxWidth: 220 } }}
        />
      );
    case "choice":
      return (
        <Select
          {...shared}
          data={(field.choices ?? []).map((one) => ({ value: one, label: choices[one] ?? one }))}
          value={String(value)}
          onChange={(next) => next !== null && set(next)}
          allowDeselect={false}
        />
      );
    case "list":
      return (
        <TagsInput
          {...shared}
          value={listed(value)}
          onChange={(next) => set(next.join(","))}
          splitChars={[",", " "]}
          acceptValueOnBlur
          {...(listed(value).length > 0 ? { placeholder: "" } : {})}
          {...(max === undefined ? {} : { maxTags: max })}
        />
      );
    case "events":
      return <EventTypes label={label} help={help ?? ""} value={listed(value)} onChange={(next) => set(next.join(","))} />;
    case "password":
      return (
        <PasswordInput
          {...shared}
          {...form.getInputProps(key)}
          placeholder={t.unchanged}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t.showEntered }}
        />
      );
    case "pem":
      return (
        <Textarea
          {...shared}
          {...form.getInputProps(key)}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          classNames={{ input: "code" }}
        />
      );
    case "size":
      return <SizeInput label={label} help={help ?? ""} bytes={Number(value)} onChange={set} />;
    case "banner":
      return <BannerInput value={String(value)} onChange={set} />;
    case "text":
      return <TextInput {...shared} {...form.getInputProps(key)} spellCheck={false} autoCapitalize="none" autoComplete="off" />;
  }
}

interface EventTypesProps {
  readonly label: string;
  readonly help: string;
  readonly value: string[];
  readonly onChange: (types: string[]) => void;
}

function EventTypes({ label, help, value, onChange }: EventTypesProps) {
  const { data = [] } = useQuery(eventTypesQuery);
  return (
    <MultiSelect
      label={label}
      description={help}
      data={[...new Set([...data, ...value])]}
      value={value}
      onChange={onChange}
      searchable
      clearable
      maw={widthMax}
    />
  );
}

function listed(value: string | number | boolean): string[] {
  return String(value)
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
