/** A start that cannot be, said so that a person knows what to do. */
export class StartError extends Error {}
