import { DomainError } from "../errors.ts";

export interface Profile {
  readonly email: string | null;
  readonly realname: string;
  readonly comment: string;
}

/** Harbor's rules for what is said of a person. @throws DomainError BAD_REQUEST naming the field */
export function assertProfile({ email, realname, comment }: Profile): void {
  if (email !== null && !/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email))
    throw new DomainError("BAD_REQUEST", { message: "email is not a mail address" });
  // The same characters that Harbor keeps out of it.
  if (realname === "" || realname.length > 255 || /[,"~#$%]/.test(realname)) {
    throw new DomainError("BAD_REQUEST", { message: 'realname must have 1 to 255 characters, without , " ~ # $ %' });
  }
  if (comment.length > 255) throw new DomainError("BAD_REQUEST", { message: "comment must have at most 255 characters" });
}
