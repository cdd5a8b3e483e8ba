/** As Harbor names them. Its `delete_tag` has no meaning here: there are no tag files. */
export interface CollectionParameters {
  /** Also artifacts without a tag that nothing else needs. */
  readonly delete_untagged: boolean;
  readonly dry_run: boolean;
  /** 1 to 10; accepted, and one worker is enough: what it does is one statement for hundreds of rows. */
  readonly workers: number;
}
