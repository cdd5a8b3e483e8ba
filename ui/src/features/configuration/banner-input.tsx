import { Alert, Input, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { type Banner, bannerColors, bannerOf, type BannerType } from "../../components/banner.ts";
import { useTexts } from "../../i18n/language.tsx";
import { configuration } from "../../i18n/texts/configuration.ts";

/** What everybody reads above every page, with its look. */
export function BannerInput({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useTexts(configuration);
  const banner = bannerOf(value);
  const set = (change: Partial<Banner>) => onChange(textOf({ ...banner, ...change }));
  const isBackwards = banner.fromDate !== "" && banner.toDate !== "" && banner.toDate < banner.fromDate;
  return (
    <Stack maw={520}>
      <Textarea
        label={t.banner.message}
        description={t.banner.messageHelp}
        value={banner.message}
        onChange={(event) => set({ message: event.currentTarget.value })}
        autosize
        minRows={2}
        maxLength={500}
      />
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Select
          label={t.banner.type}
          data={Object.keys(bannerColors).map((type) => ({ value: type, label: t.banner.types[type] ?? type }))}
          value={banner.type}
          onChange={(type) => type !== null && set({ type: type as BannerType })}
          allowDeselect={false}
        />
        <TextInput
          type="date"
          label={t.banner.from}
          value={banner.fromDate}
          onChange={(event) => set({ fromDate: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t.banner.to}
          value={banner.toDate}
          onChange={(event) => set({ toDate: event.currentTarget.value })}
          error={isBackwards && t.banner.backwards}
        />
      </SimpleGrid>
      {banner.message !== "" && (
        <Input.Wrapper label={t.banner.preview} labelElement="div">
          <Alert color={bannerColors[banner.type]} role="note">
            {banner.message}
          </Alert>
        </Input.Wrapper>
      )}
    </Stack>
  );
}

function textOf({ message, type, fromDate, toDate }: Banner): string {
  if (message.trim() === "" && fromDate === "" && toDate === "") return "";
  return JSON.stringify({ message, type, closable: false, ...(fromDate ? { fromDate } : {}), ...(toDate ? { toDate } : {}) });
}
