import type { Locator, Page } from "playwright-core";

/** As many stops as a page may have before the one that is looked for. */
const STOPS_MAX = 120;
/** A page may take a moment to give the focus a new place. */
const KEPT_MS_MAX = 2_000;
/** Whether the element that has the focus shows it by an outline or a shadow; what only a script can lead to need not. */
const SHOWS_FOCUS = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body || one.tabIndex < 0) return true;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
})()`;
const NAME_OF_FOCUS = `(document.activeElement?.outerHTML ?? "nothing").slice(0, 120)`;

/** Whether an element has the focus. */
export const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate(
    (one: { ownerDocument: { activeElement: unknown } }) => one.ownerDocument.activeElement === one,
  );

/** Goes on with Tab until `target` has the focus; every stop on the way must show that it has it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    if (!(await page.evaluate<boolean>(SHOWS_FOCUS)))
      throw new Error(`the focus is not seen on ${await page.evaluate<string>(NAME_OF_FOCUS)}`);
    if (await hasFocus(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

/** Follows a link or presses a button by Tab and Enter. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Types into a field that Tab leads to; what stood in it is gone. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Ticks a box or chooses a radio button by Tab and Space. */
export async function tick(page: Page, target: Locator): Promise<void> {
  if (await target.isChecked()) return;
  await tabTo(page, target);
  await page.keyboard.press("Space");
}

/** After an act the focus stands somewhere, seen: on what was pressed, or where its place now is. */
export async function focusIsKept(page: Page, after: string): Promise<void> {
  try {
    await page.waitForFunction("![null, document.body].includes(document.activeElement)", undefined, {
      timeout: KEPT_MS_MAX,
    });
  } catch {
    throw new Error(`the focus is lost after: ${after}`);
  }
}
