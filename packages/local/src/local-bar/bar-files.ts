/** The look of the bar, in the tokens of the page that carries it. It stands in the flow, above everything, covers nothing and is not printed. */
export const BAR_STYLE = `.local-bar {
  padding: 4px 16px;
  background: var(--sunken);
  border-bottom: 2px dashed var(--line-strong);
  font-size: var(--t-sm);
}
.local-bar-row { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 24px; }
.local-bar p, .local-bar ul { margin: 0; max-width: none; }
.local-bar-label { color: var(--muted); }
.local-bar form { display: flex; flex-wrap: wrap; gap: 4px 8px; }
.local-bar button {
  display: inline-flex;
  flex-wrap: wrap;
  align-items: baseline;
  align-content: center;
  gap: 0 8px;
  min-height: 32px;
  padding: 2px 12px;
  border: 1px solid var(--line-strong);
  border-radius: var(--r1);
  background: var(--surface);
  color: var(--link);
  font: inherit;
  font-weight: 600;
  text-align: start;
  cursor: pointer;
}
.local-bar button:hover:not(:disabled) { border-color: var(--link); text-decoration: underline; }
.local-bar button:disabled { background: none; border-color: var(--line); color: var(--muted); cursor: default; }
.local-bar button span { color: var(--muted); font-weight: 400; font-variant-numeric: tabular-nums; }
.local-bar ul { display: flex; flex-wrap: wrap; gap: 0 16px; margin-inline-start: auto; padding: 0; list-style: none; }
.local-bar a { display: inline-flex; align-items: center; min-height: 32px; }
.local-bar-ran { padding-block: 4px; font-variant-numeric: tabular-nums; }
.local-bar-ran summary { min-height: 32px; align-items: baseline; color: inherit; }
.local-bar-ran progress { display: inline-block; width: 12rem; max-width: 100%; vertical-align: middle; }
.local-bar-ran ol { max-height: 40vh; margin: 4px 0; padding-inline-start: 24px; overflow-y: auto; list-style: none; }
.local-bar-ran ol time { display: inline-block; min-width: 10rem; color: var(--muted); }
@media (pointer: coarse) {
  .local-bar button, .local-bar a { min-height: 44px; }
}
@media (max-width: 40rem) {
  .local-bar-row { gap: 0 16px; }
  .local-bar form { width: 100%; }
  .local-bar button { flex: 1 1 8rem; align-content: flex-start; flex-direction: column; justify-content: center; flex-wrap: nowrap; }
  .local-bar ul { margin-inline-start: 0; }
}
@media print {
  .local-bar { display: none; }
}
`;

/**
 * What a script adds: a step shows how far it is and the page is fresh when it is over; the bar keeps the time. A page
 * that draws itself (the workspaces) is told that its data have changed, another one is asked for again.
 */
export const BAR_SCRIPT = `"use strict";
(() => {
  const LOOK_MS = 700;
  const FRESH_MS = 20000;
  const bar = document.querySelector(".local-bar");
  if (bar === null) return;
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const here = () => location.pathname + location.search;
  const isRunning = () => bar.querySelector("[data-running]") !== null;
  const refresh = async () => {
    const { language, zone } = bar.dataset;
    const query = new URLSearchParams({ lang: language, zone, path: here() });
    const answer = await fetch("/dev/bar?" + query, { cache: "no-store" });
    if (!answer.ok) return;
    const inside = await answer.text();
    const focused = document.activeElement?.closest(".local-bar [data-key]")?.dataset.key;
    const open = [...bar.querySelectorAll("details[open]")].map((one) => one.dataset.key);
    bar.innerHTML = inside;
    for (const key of open) bar.querySelector('details[data-key="' + key + '"]')?.setAttribute("open", "");
    if (focused !== undefined) bar.querySelector('[data-key="' + focused + '"]')?.focus();
  };
  const follow = async () => {
    while (isRunning()) {
      await sleep(LOOK_MS);
      await refresh().catch(() => undefined);
    }
    if (document.getElementById("app") === null) location.reload();
    else window.dispatchEvent(new Event("datachange"));
  };
  bar.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (isRunning()) return;
    const body = new URLSearchParams({ path: here() });
    const { submitter } = event;
    if (submitter !== null) body.set(submitter.name, submitter.value);
    for (const button of bar.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    const answer = await fetch("/dev/clock", { method: "POST", headers: { accept: "application/json" }, body });
    if (!answer.ok) return location.reload();
    await refresh();
    await follow();
  });
  if (isRunning()) void follow();
  setInterval(() => {
    if (document.visibilityState === "visible" && !bar.contains(document.activeElement)) void refresh().catch(() => undefined);
  }, FRESH_MS);
  window.navigation?.addEventListener("currententrychange", () => void refresh().catch(() => undefined));
})();
`;
