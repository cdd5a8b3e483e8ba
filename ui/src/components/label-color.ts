/** Harbor's palette, in its order: four rows, dark above bright. */
export const labelColors = [
  ["#000000", "#61717D", "#737373", "#80746D", "#FFFFFF", "#A9B6BE", "#DDDDDD", "#BBB3A9"],
  ["#0065AB", "#343DAC", "#781DA0", "#9B0D54", "#0095D3", "#9DA3DB", "#BE90D6", "#F1428A"],
  ["#1D5100", "#006668", "#006690", "#004A70", "#48960C", "#00AB9A", "#00B7D6", "#0081A7"],
  ["#C92100", "#CD3517", "#C25400", "#D28F00", "#F52F52", "#FF5501", "#F57600", "#FFDC0B"],
].flat();

/** What a label without a colour is shown in, as in Harbor. */
export const labelColorUsual = "#FFFFFF";

/**
 * Black or white, whichever is read better: one of them always has 4.5 to 1 (WCAG 2.2 §1.4.3).
 *
 * @param color `#rgb`, `#rrggbb`, either with an opacity behind it, which counts for nothing
 */
export function textColorOn(color: string): "#000" | "#fff" {
  const luminance = luminanceOf(color);
  return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? "#000" : "#fff";
}

/** WCAG 2.2 "relative luminance", 0 to 1. */
export function luminanceOf(color: string): number {
  const digits = color.slice(1);
  const hex = digits.length < 6 ? digits.replaceAll(/./g, "$&$&") : digits;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
