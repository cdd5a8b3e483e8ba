/** The way through a page without a mouse. */
import type { Page } from "playwright-core";

const interactive = 'a[href], button, input, select, textarea, [role="button"], [role="menuitem"], [role="tab"], [role="switch"]';

/** The page as somebody meets it who has only Tab and Enter: what is wrong with it, in words. */
export async function keyboardFaults(page: Page, { hasMenu }: { readonly hasMenu: boolean }): Promise<string[]> {
  const faults: string[] = [];
  // What moves on its way to another look would be taken for no change.
  await page.addStyleTag({ content: "*, ::before, ::after { transition: none !important; animation: none !important }" });
  if (hasMenu) {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("Tab");
    const isSeen = () => document.activeElement?.matches(".skip-link") && document.activeElement.getBoundingClientRect().top >= 0;
    const seen = page.waitForFunction(isSeen, null, { timeout: 3000 });
    await seen.catch(() => faults.push("the first Tab does not lead to a link past the menu that is seen"));
    await page.keyboard.press("Enter");
    if (!(await page.evaluate(() => document.activeElement?.id === "content")))
      faults.push("the link past the menu does not lead to the content");
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  }
  return [...faults, ...(await reachFaults(page, hasMenu))];
}

/** Goes through the page with Tab until it comes round, and compares with what can be clicked. */
async function reachFaults(page: Page, hasMenu: boolean): Promise<string[]> {
  const stops = await page.evaluate((selector) => {
    const look = (element: Element | null) => {
      if (!element) return "";
      const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
      return [outlineStyle === "none" ? "" : outlineWidth, boxShadow, borderColor, backgroundColor].join();
    };
    // A box that is ticked shows the focus beside itself, a field of several parts around them.
    const looks = (target: Element) =>
      [target, target.nextElementSibling, target.parentElement, target.closest("label, [data-combobox-target], .mantine-Input-input")]
        .map(look)
        .join();
    const state = { reached: new Set<HTMLElement>(), looks };
    Object.assign(window, { keyboardState: state });
    document.addEventListener("focusin", ({ target }) => target instanceof HTMLElement && state.reached.add(target));
    return document.querySelectorAll(`${selector}, [tabindex="0"]`).length;
  }, interactive);
  for (let i = 0; i < Math.min(stops, 150) + 12; i += 1) await page.keyboard.press("Tab");
  return page.evaluate(
    ([selector, menu]) => {
      interface State {
        readonly reached: Set<HTMLElement>;
        readonly looks: (target: Element) => string;
      }
      const { reached, looks } = (window as unknown as { keyboardState: State }).keyboardState;
      const named = (element: Element) =>
        [
          element.tagName,
          element.getAttribute("type") ?? "",
          element.getAttribute("aria-label") ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent?.slice(0, 40),
        ].join(" ");
      const places = menu ? 'header :is(X), nav[aria-label="Main"] :is(X), main :is(X)' : ":is(X)";
      const all = [...document.querySelectorAll<HTMLElement>(places.replaceAll("X", selector))];
      // Of a group whose members the arrow keys choose between, one is a stop.
      const inGroup = (element: HTMLElement) =>
        element.closest('[role="tablist"], [role="radiogroup"], [role="menu"], [role="listbox"]') !== null;
      const missed = all.filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) &&
          !element.matches(':disabled, [aria-hidden="true"] *, [aria-hidden="true"], [type="hidden"], [type="radio"]') &&
          !(
            element.tabIndex < 0 &&
            (inGroup(element) || element.closest("[aria-haspopup], [data-combobox-target], .mantine-InputWrapper-root"))
          ) &&
          !reached.has(element),
      );
      // Looked at afterwards and at once, since Tab goes on faster than a page is drawn.
      const unseen = [...reached].filter((element) => {
        if (element.matches("[role=group], [role=tabpanel], main")) return false;
        element.blur();
        const plain = looks(element);
        element.focus({ focusVisible: true });
        // What was switched off or drawn anew since takes no focus.
        return document.activeElement === element && looks(element) === plain;
      });
      return [
        ...missed.map((element) => `not reached: ${named(element)}`),
        ...unseen.map((element) => `focus not seen: ${named(element)}`),
      ];
    },
    [interactive, hasMenu] as const,
  );
}

/** Opens a dialog with the keyboard, goes round in it, and leaves it with Escape. @param name the beginning of the button's name */
export async function dialogFaults(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  const button = page
    .getByRole("main")
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .first();
  await button.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog")).last();
  await dialog.waitFor();
  const isInside = () => dialog.evaluate((element) => element.contains(document.activeElement));
  await page
    .waitForFunction(() => document.activeElement?.closest('[role="dialog"], [role="alertdialog"]') !== null)
    .catch(() => undefined);
  if (!(await isInside())) faults.push("opens without taking the focus");
  const label = await dialog.evaluate((element) => element.getAttribute("aria-labelledby") ?? element.getAttribute("aria-label"));
  if (!label) faults.push("has no name");
  for (let i = 0; i < 25; i += 1) {
    await page.keyboard.press("Tab");
    if (!(await isInside())) {
      faults.push(`lets the focus out after ${i + 1} presses of Tab`);
      break;
    }
  }
  const closes = async (timeout: number) => {
    await page.keyboard.press("Escape");
    return dialog.waitFor({ state: "hidden", timeout }).then(
      () => true,
      () => false,
    );
  };
  // A list that hangs open under the field with the focus is closed first.
  if (!(await closes(2000)) && !(await closes(3000))) faults.push("does not close with Escape");
  const isBack = () => button.evaluate((element) => element === document.activeElement);
  for (let i = 0; i < 20 && !(await isBack()); i += 1) await page.waitForTimeout(50);
  if (!(await isBack())) faults.push("does not give the focus back to what opened it");
  return faults;
}
