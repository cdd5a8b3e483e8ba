/** Does it when the page has answered a press by its next picture, since people wait for that: what follows may take its time. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
