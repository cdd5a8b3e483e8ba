/**
 * What can go wrong behind a connected bridge, by name. A caller who logs in reads none of it: to him each is a wrong password. The log and
 * `ldap/ping` say the name and what it means.
 */
export const faults = {
  misconfigured: "the configuration of the directory is not complete or not valid",
  unreachable: "the directory does not answer at its address",
  untrusted_certificate: "the directory's certificate is not signed by a known authority, has expired, or is for another name",
  tls_failed: "no TLS connection to the directory could be made",
  tls_required: "the directory takes passwords over TLS only; use ldaps:// or ldap_start_tls",
  search_refused: "the directory refuses the search account: ldap_search_dn or ldap_search_password is wrong",
  search_not_allowed: "the search account may not read there",
  base_missing: "the base DN is not in the directory",
  filter_bad: "the filter is not one of RFC 4515",
  name_ambiguous: "several entries have this name; make ldap_filter or ldap_uid more precise",
  name_unusable: "the directory's name cannot be the name of an account here",
  referral: "the directory refers to another server, which is not followed; use its global catalog or a lower base DN",
  directory_busy: "the directory is busy or has reached a limit of its own",
  directory_timeout: "the directory did not answer in time",
  directory_error: "the directory answered with an error",
  unsealing_failed: "the bridge cannot open what was sealed for it",
  request_unknown: "the bridge does not know this kind of request",
  answer_too_large: "the answer would have more than 1 MiB",
  bridge_failed: "the bridge failed inside",
  bridge_busy: "the bridge has too many requests waiting",
  late_answer: "the bridge did not answer in time",
  garbled_answer: "the bridge's answer is not of the protocol",
  message_too_large: "the bridge sent a message of more than 1 MiB",
  bridge_revoked: "the bridge's key has been revoked",
  bridge_unknown: "the bridge's key is not known here; enrol it with a new token",
  bridge_lost: "the bridge's connection broke off in the middle of a request",
} as const;

export type Fault = keyof typeof faults;

export function isFault(value: unknown): value is Fault {
  return typeof value === "string" && Object.hasOwn(faults, value);
}

/** A request failed in a way that has a name. `detail` is for the log; it never holds a password. */
export class DirectoryFault extends Error {
  readonly fault: Fault;
  readonly detail: string;
  constructor(fault: Fault, detail = "", options?: ErrorOptions) {
    super(detail === "" ? faults[fault] : `${faults[fault]} (${detail})`, options);
    this.fault = fault;
    this.detail = detail;
  }
}
