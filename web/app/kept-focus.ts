import { useEffect, useRef } from "react";

/** What its heading, if it has one, is not about: one of many like it. */
const ONE_OF_MANY = "li, ul, ol, dl, table, tbody, tr";

/** What has the focus and everything that it stands in, outermost last. */
function chainOfFocus(): readonly Element[] {
  const chain: Element[] = [];
  for (let one = document.activeElement; one !== null; one = one.parentElement) chain.push(one);
  return chain;
}

/**
 * Where a focus goes whose element is gone or disabled: the first heading of the nearest part of the screen that is left.
 * @param chain what had the focus, and what it stood in
 * @returns nothing while the element is there or the focus has moved on
 */
function placeLeft(chain: readonly Element[]): HTMLElement | undefined {
  const [had, ...around] = chain;
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (!isLost || had === undefined || (had.isConnected && !had.matches(":disabled"))) return undefined;
  const part = around.find((one) => one.isConnected && !one.matches(ONE_OF_MANY));
  const place = part?.querySelector("h1, h2, h3, h4") ?? part;
  return place instanceof HTMLElement && place !== document.body ? place : undefined;
}

/**
 * Keeps the focus on the screen when an act takes away what was pressed: a keyboard goes on from there.
 * @returns to be called when an act begins
 */
export function useKeptFocus(): () => void {
  const held = useRef<readonly Element[]>([]);
  const keep = () => {
    const place = placeLeft(held.current);
    if (place === undefined) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    if (place.matches(":focus-visible")) place.scrollIntoView({ block: "nearest" });
    held.current = chainOfFocus();
  };
  const latest = useRef(keep);
  useEffect(() => latest.current());
  useEffect(() => () => latest.current(), []); // it may be gone with what was pressed
  return () => {
    held.current = chainOfFocus();
  };
}
