/** What the portal reads in a manifest (image-spec v1.1 §"Image Manifest", §"Image Index"; Docker's schema 2 is the same in these). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
}

export interface Platform {
  readonly architecture?: string | undefined;
  readonly os?: string | undefined;
  readonly "os.version"?: string | undefined;
  readonly variant?: string | undefined;
}

export interface Manifest {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

const readableBytesMax = 8 * 1024 * 1024;

/** Whether the API gives the layer to read (`GET …/layers/{digest}`). */
export function isReadable({ mediaType, size }: Pick<Descriptor, "mediaType" | "size">): boolean {
  return size <= readableBytesMax && /^text\/|[/+](json|xml|yaml)$/i.test(mediaType);
}

/** `linux/arm64/v8`; null where it is not said, as in what build tools put beside the platforms. */
export function platformText(platform: Platform | undefined): string | null {
  const { os, architecture, variant } = platform ?? {};
  if (!os || !architecture || os === "unknown") return null;
  return [os, architecture, variant, platform?.["os.version"]].filter(Boolean).join("/");
}

/** JSON with a line for each field, unless somebody wrote it so already; what is none stays as it is. */
export function formatted(text: string): string {
  if (text.trimEnd().includes("\n")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
