import type { UseFormReturnType } from "@mantine/form";
import type { PolicyValues } from "./policy-values.ts";

/** What each part of a policy's form is given. */
export interface PolicyFields {
  readonly form: UseFormReturnType<PolicyValues>;
}
