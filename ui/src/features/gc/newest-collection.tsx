import { Facts } from "../../components/facts.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { gc } from "../../i18n/texts/gc.ts";
import { NewestRun } from "../jobs/newest-run.tsx";
import { countOf, type Run } from "../jobs/system-job.ts";
import { useCollectionFacts } from "./collect-now.tsx";

export function NewestCollection({ run }: { readonly run: Run }) {
  const t = useTexts(gc);
  const format = useFormat();
  const facts = useCollectionFacts(run);
  const [objects, failed] = ["deleted_objects", "failed_objects"].map((name) => countOf(run, name));
  return (
    <NewestRun job="gc" run={run} title={run.values.dry_run === true ? `${t.newest}: ${t.dry}` : t.newest}>
      <Facts
        facts={[
          ...facts,
          ...(run.values.dry_run === true
            ? []
            : [{ name: t.deleted, value: `${format.bytes(countOf(run, "deleted_bytes"))} (${t.objects(objects ?? 0)})` }]),
          ...(failed ? [{ name: t.failed, value: t.objects(failed) }] : []),
        ]}
      />
    </NewestRun>
  );
}
