interface Span {
  readonly start_time?: string | undefined;
  readonly end_time?: string | undefined;
}

/** How long something has taken, so far when it goes on. 0 when it has not begun. */
export function runSeconds({ start_time: start, end_time: end }: Span, nowMs = Date.now()): number {
  if (start === undefined) return 0;
  return Math.max(0, ((end === undefined ? nowMs : Date.parse(end)) - Date.parse(start)) / 1000);
}
