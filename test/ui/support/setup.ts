/** What Mantine asks of a browser and jsdom lacks. */
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// A busy machine is no failure.
configure({ asyncUtilTimeout: 10_000 });

window.matchMedia = (media) =>
  Object.assign(new EventTarget(), {
    media,
    // CSSOM View: no query at all matches. Tables ask so for columns that are always there.
    matches: media === "",
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

// A text area that grows looks again when a font has come.
Object.defineProperty(document, "fonts", { value: new EventTarget() });

Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollTo = () => undefined;
window.scrollTo = () => undefined;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});
