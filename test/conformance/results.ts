/** Reads the conformance suite's report. */
export interface ConformanceCase {
  /** Without the suite's own first words. */
  readonly name: string;
  readonly result: "passed" | "failed" | "skipped" | "disabled";
}

export function casesOf(junit: string): ConformanceCase[] {
  return [...junit.matchAll(/<testcase name="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(([, name = "", inside = ""]) => ({
    name: name.replace("OCI Conformance Test/", ""),
    result: inside.includes("<failure") || inside.includes("<error") ? "failed" : inside.includes("<skipped") ? "skipped" : "passed",
  }));
}

/** One row for each group of requirements: what the suite calls its second level. */
export function conformanceTable(cases: readonly ConformanceCase[]): string {
  const groups = Map.groupBy(cases, (one) => one.name.split("/").slice(0, 2).join(" / "));
  // The suite runs some of its data sets in no order.
  const inOrder = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const rows = inOrder.map(([group, members]) => {
    const passed = members.filter((one) => one.result === "passed").length;
    return `| ${group} | ${passed} of ${members.length} passed |`;
  });
  return ["| requirement | result |", "| --- | --- |", ...rows].join("\n");
}
