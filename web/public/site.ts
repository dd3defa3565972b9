/// <reference lib="dom" />
// What a script adds to the public pages. Every page is complete without it.
import "../ui/tokens.css";
import "../ui/base.css";
import "./public.css";

const YEAR_S = 31_536_000;

/** Tells the server which zone to show times in; the next page uses it. */
function rememberZone(): void {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  if (timeZone) document.cookie = `zone=${timeZone}; path=/; max-age=${YEAR_S}; samesite=lax`;
}

/** Leads the reader to what is wrong in a form that came back. */
function focusMarked(): void {
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
}

/** A second click on a form that is under way does nothing; without a script, its key says that it is the same act. */
function sendOnce(): void {
  document.addEventListener("submit", (event) => {
    const { target } = event;
    if (!(target instanceof HTMLFormElement) || target.method !== "post") return;
    if (target.dataset.sent === undefined) target.dataset.sent = "";
    else event.preventDefault();
  });
  // a page that comes back from the history can be sent again
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
  });
}

rememberZone();
focusMarked();
sendOnce();
