import { Input, Slider } from "@mantine/core";
import { useId } from "@mantine/hooks";
import { useTexts } from "../../i18n/language.tsx";
import { scrub } from "../../i18n/texts/scrub.ts";

/** How many of a hundred blobs are read whole. */
export function VerifyPercent({ percent, onChange }: { readonly percent: number; readonly onChange: (percent: number) => void }) {
  const t = useTexts(scrub);
  const id = useId();
  return (
    <Input.Wrapper label={`${t.percent}: ${t.percentOf(percent)}`} description={t.percentHelp} labelElement="div" labelProps={{ id }}>
      <Slider
        mt="sm"
        mb="xl"
        maw={400}
        mx={12}
        value={percent}
        onChange={onChange}
        styles={{ markLabel: { color: "var(--mantine-color-dimmed)" } }}
        label={t.percentOf}
        thumbProps={{ "aria-labelledby": id }}
        marks={[{ value: 0, label: t.lengthOnly }, { value: 10 }, { value: 50 }, { value: 100, label: t.everything }]}
      />
    </Input.Wrapper>
  );
}
