/** What everybody reads above every page. Harbor keeps it as JSON in a string, empty for none. */
export interface Banner {
  readonly message: string;
  readonly type: BannerType;
  /** Days; empty: at once, and until somebody removes it. */
  readonly fromDate: string;
  readonly toDate: string;
}

export const bannerColors = { info: "blue", success: "green", warning: "yellow", danger: "red" } as const;
export type BannerType = keyof typeof bannerColors;

/** Clients of the API may write anything there, and the portal must open all the same: only there can it be mended. */
export function bannerOf(text: string): Banner {
  const none: Banner = { message: "", type: "info", fromDate: "", toDate: "" };
  const found = parsed(text);
  if (typeof found !== "object" || found === null) return { ...none, message: text };
  const { message, type, fromDate, toDate } = found as Readonly<Record<keyof Banner, unknown>>;
  return {
    message: typeof message === "string" ? message : "",
    type: isType(type) ? type : "info",
    fromDate: dayOf(fromDate),
    toDate: dayOf(toDate),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isType(type: unknown): type is BannerType {
  return typeof type === "string" && Object.hasOwn(bannerColors, type);
}

/** Harbor's portal writes a whole moment. */
function dayOf(time: unknown): string {
  const at = typeof time === "string" && time !== "" ? new Date(time) : null;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString().slice(0, 10) : "";
}
