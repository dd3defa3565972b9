import { useEffect } from "react";

const FIELDS = "input, select, textarea, [contenteditable], dialog";
/** Where the reader keeps the keys switched off: a matter of view, not of data. */
const SWITCH = "review-keys";

export const areKeysOn = (): boolean => localStorage.getItem(SWITCH) !== "off";
export const setKeysOn = (on: boolean): void => localStorage.setItem(SWITCH, on ? "on" : "off");

/** The place in a list that a key leads to; stays inside it. */
export function movedTo(at: number, key: "j" | "k", count: number): number {
  if (count === 0) return -1;
  if (at < 0) return key === "j" ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, at + (key === "j" ? 1 : -1)));
}

/** Single keys of a screen. They rest in fields and dialogs, with modifiers, and where the reader switched them off. */
export function useKeys(on: boolean, keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(FIELDS) !== null) return;
      const act = keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [on, keys]);
}
