/** What is accepted as the filters of a replication policy (Harbor 2.16 `src/pkg/reg/model`). */
import { compileGlob } from "../../lib/glob.ts";
import { DomainError } from "../errors.ts";
import type { LabelFilter, NameFilter, ResourceFilter, StoredFilter } from "./policy.ts";

/** As it comes in. */
export interface GivenFilter {
  readonly type?: string | undefined;
  readonly value?: unknown;
  readonly decoration?: string | null | undefined;
}

const filtersMax = 20;
const labelsMax = 50;
const patternCharactersMax = 1024;

const readers: Readonly<Record<StoredFilter["type"], (value: unknown) => StoredFilter["value"]>> = {
  name: readPattern,
  tag: readPattern,
  label: readLabels,
  resource: readResource,
};

/** @throws DomainError BAD_REQUEST naming the filter */
export function readFilters(given: readonly GivenFilter[]): StoredFilter[] {
  if (given.length > filtersMax) throw invalid(`filters: at most ${filtersMax} are allowed`);
  return given.map((one, index) => {
    const type = one.type ?? "";
    if (!isFilterType(type)) throw invalid(`filters.${index}: type must be one of ${Object.keys(readers).join(", ")}`);
    try {
      return { type, value: readers[type](one.value), ...readDecoration(type, one.decoration ?? "") };
    } catch (error) {
      throw error instanceof DomainError ? invalid(`filters.${index}: ${type} ${error.message}`) : error;
    }
  });
}

function readDecoration(type: string, decoration: string): Pick<StoredFilter, "decoration"> {
  if (decoration === "") return {};
  if (type !== "tag" && type !== "label") throw invalid("takes no decoration; only tag and label do");
  if (decoration !== "matches" && decoration !== "excludes") throw invalid("must have the decoration matches or excludes");
  return { decoration };
}

function readPattern(value: unknown): NameFilter["value"] {
  if (typeof value !== "string" || value.length > patternCharactersMax)
    throw invalid(`must have a text of at most ${patternCharactersMax} characters as its value`);
  if (compileGlob(value) === null) throw invalid(`has a pattern that does not parse: ${JSON.stringify(value)}`);
  return value;
}

function readLabels(value: unknown): LabelFilter["value"] {
  const isNames = Array.isArray(value) && value.every((one) => typeof one === "string" && one !== "" && one.length <= 128);
  if (!isNames || value.length > labelsMax) throw invalid(`must have a list of at most ${labelsMax} names as its value`);
  return value as string[];
}

function readResource(value: unknown): ResourceFilter["value"] {
  if (value !== "image" && value !== "artifact" && value !== "") throw invalid("must have the value image or artifact");
  return value;
}

function isFilterType(type: string): type is StoredFilter["type"] {
  return Object.hasOwn(readers, type);
}

function invalid(message: string): DomainError {
  return new DomainError("BAD_REQUEST", { message });
}
