/** One row of the table of routes: a request, and who may send it. */
/** Where a request goes: a project with an image `app:1`, or one that is not there. */
export interface Place {
  readonly name: string;
  readonly id: number;
  readonly digest: string;
  readonly layer: string;
  readonly memberId: number;
  readonly quotaId: number;
}

/** What a request needs to be there, such as the tag that it deletes. Numbers are ids: of an absent thing they are others. */
export type Made = Readonly<Record<string, string | number>>;

type Who =
  /** Whose role has the right in the project, and robots that were given it. */
  | { readonly inProject: string }
  /** System administrators, and robots that were given it. */
  | { readonly onSite: string; readonly orPeople?: true; readonly noRobots?: true }
  /** Who administrates a project, too. */
  | "administrators"
  | "everyone"
  | "signed in"
  /** Not robots. */
  | "people";

export interface Row {
  /** As in the document: `GET /projects/{project_name_or_id}`; under `/v2` as in the distribution specification. */
  readonly route: string;
  /** Tells rows of one route apart. */
  readonly variant?: string;
  readonly who: Who;
  /** Rights that a robot needs besides. */
  readonly also?: readonly string[];
  /** Run by an administrator in the project before each request. */
  readonly make?: (home: Place) => Promise<Made>;
  readonly params?: (place: Place, made: Made, userId: number) => Record<string, string | number>;
  readonly query?: (place: Place, made: Made) => Record<string, string>;
  readonly body?: (place: Place, made: Made) => unknown;
  /** Why a change is not in the audit log. */
  readonly leavesNoAudit?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is refused to somebody signed in may be answered with this: a thing asked for by its id is not there for them. */
  readonly hidden?: 404;
  /** Answers that only who may gets, beside those below 300. */
  readonly allowed?: readonly number[];
}
