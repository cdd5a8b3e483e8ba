/** `unreachable: the directory does not answer at its address (connect ECONNREFUSED …)`, as the API says what went wrong. */
export function faultOf(message: string): { readonly name: string; readonly detail: string } {
  const found = /^([a-z_]+): [^(]*(?:\((.*)\))?$/s.exec(message);
  return { name: found?.[1] ?? "", detail: found?.[2] ?? "" };
}
