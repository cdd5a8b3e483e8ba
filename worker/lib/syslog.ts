/** Syslog messages, as far as a log that is forwarded needs them. */
export interface SyslogMessage {
  /** RFC 5424 §6.2.1: `audit` is 13. */
  readonly facility: number;
  readonly severity: number;
  readonly atMs: number;
  /** Null: not known. */
  readonly hostname: string | null;
  readonly appName: string;
  readonly msgId: string;
  readonly text: string;
}

/** RFC 5424 §6, without structured data. Header fields are cut and cleaned to what the grammar takes. */
export function syslogMessage({ facility, severity, atMs, hostname, appName, msgId, text }: SyslogMessage): string {
  const head = [
    `<${facility * 8 + severity}>1`,
    new Date(atMs).toISOString(),
    printable(hostname, 255),
    printable(appName, 48),
    "-",
    printable(msgId, 32),
  ];
  return `${head.join(" ")} - ${text}`;
}

/** Messages for one TCP connection, each after its length in bytes: octet counting, RFC 6587 §3.4.1 and RFC 5425 §4.3. */
export function framed(messages: readonly string[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  return new Uint8Array(encoder.encode(messages.map((message) => `${encoder.encode(message).byteLength} ${message}`).join("")));
}

/** PRINTUSASCII of the grammar, or NILVALUE. */
function printable(text: string | null, charactersMax: number): string {
  return (text ?? "").replace(/[^\x21-\x7e]/g, "").slice(0, charactersMax) || "-";
}
