/** Messages as a site would send that has lost its mind: each is one of the given, made wrong. The same ones each time. */
export function madMessages(texts: readonly string[], count: number): string[] {
  let state = 20_261_125;
  // Linear congruential.
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: count }, () => mutated(texts[random(texts.length)] ?? "", random));
}

function mutated(text: string, random: (below: number) => number): string {
  const at = random(text.length);
  const ways = [
    () => text.slice(0, at),
    () => text.slice(0, at) + String.fromCharCode(random(65_536)) + text.slice(at + 1),
    () => text.replace(/"type":"\w+"/, `"type":${["7", "null", '"answer"', '"request"', '"welcome"', "[]"][random(6)]}`),
    () => text.replace(/"timeout_ms":\d+/, `"timeout_ms":${["-1", "0", "1e99", '"soon"'][random(4)]}`),
    () => text.replace(/"sealed":"/, `"sealed":"${"A".repeat(random(40))}`),
    () => text + text,
    () => "[".repeat(random(2000)),
    () => "",
  ];
  return (ways[random(ways.length)] ?? ways[0])?.() ?? "";
}
