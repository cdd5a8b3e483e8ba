/** Somebody outside was not reached, or did not take what was sent. The message says why, and holds no secret. */
export class NotReached extends Error {}
