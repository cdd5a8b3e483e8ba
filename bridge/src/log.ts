/** One JSON line for each event. Values are what the caller chose: never a message of the protocol, never a password. */
export interface Log {
  (level: "info" | "warn" | "error", event: string, facts?: Readonly<Record<string, unknown>>): void;
}

export const log: Log = (level, event, facts = {}) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...facts })}\n`);
};
