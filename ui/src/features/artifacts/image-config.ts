/** What an image's config says of how it runs (image-spec v1.1 §"Image Configuration"), as far as it says it in the right shape. */
export interface ImageConfig {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly shell: readonly string[];
  readonly workingDir: string;
  readonly user: string;
  readonly stopSignal: string;
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly environment: readonly (readonly [string, string])[];
  readonly labels: readonly (readonly [string, string])[];
  /** Null: none, or switched off. */
  readonly healthcheck: { readonly command: string; readonly seconds: number } | null;
}

/** @param config somebody else's JSON */
export function imageConfig(config: unknown): ImageConfig | null {
  if (!isObject(config)) return null;
  return {
    entrypoint: textsIn(config["Entrypoint"]),
    cmd: textsIn(config["Cmd"]),
    shell: textsIn(config["Shell"]),
    workingDir: textOf(config["WorkingDir"]),
    user: textOf(config["User"]),
    stopSignal: textOf(config["StopSignal"]),
    ports: Object.keys(isObject(config["ExposedPorts"]) ? config["ExposedPorts"] : {}),
    volumes: Object.keys(isObject(config["Volumes"]) ? config["Volumes"] : {}),
    environment: textsIn(config["Env"]).map(splitAtEquals),
    labels: isObject(config["Labels"]) ? Object.entries(config["Labels"]).map(([name, value]) => [name, textOf(value)]) : [],
    healthcheck: healthcheckOf(config["Healthcheck"]),
  };
}

/** As a shell would take it: what holds more than plain characters is quoted. */
export function commandLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(" ");
}

const nanosecondsPerSecond = 1e9;
/** Docker's, where the image says none. */
const intervalSecondsUsual = 30;

function healthcheckOf(check: unknown): ImageConfig["healthcheck"] {
  if (!isObject(check)) return null;
  const [kind = "NONE", ...words] = textsIn(check["Test"]);
  if (kind === "NONE") return null;
  const interval = typeof check["Interval"] === "number" ? check["Interval"] / nanosecondsPerSecond : 0;
  return { command: kind === "CMD-SHELL" ? words.join(" ") : commandLine(words), seconds: interval || intervalSecondsUsual };
}

function splitAtEquals(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
