/** The look of the bank's page: its own, since the payer has left the platform's site. Light, or dark as the system asks. */
export const PAYMENT_STYLE = `:root {
  color-scheme: light dark;
  --paper: #f3f5fa; --sheet: #ffffff; --ink: #131a2b; --soft: #4a556e; --line: #c9d0e0; --field: #6f7b95;
  --bank: #1c3f8f; --bank-hover: #15306e; --on-bank: #ffffff; --head: #14295c; --on-head: #ffffff; --focus: #b45309;
  --alert: #9f1c1c; --alert-tint: #fdecec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0d111b; --sheet: #161c2b; --ink: #e7ebf5; --soft: #a9b3c9; --line: #2d3750; --field: #7d8aa8;
    --bank: #8fb0ff; --bank-hover: #b0c7ff; --on-bank: #0b1533; --head: #0a1a40; --on-head: #e7ebf5; --focus: #f5b562;
    --alert: #ffa39b; --alert-tint: #3a1a1a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; }
:lang(zh-CN) { line-height: 1.6; }
header { background: var(--head); color: var(--on-head); }
header > div, main { width: min(34rem, 100%); margin: 0 auto; padding: 12px 16px; }
header > div { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 4px 24px; }
header strong { font-family: Georgia, "Noto Serif", "Songti SC", serif; font-size: 1.25rem; letter-spacing: .02em; }
header span { font-size: .875rem; }
main { padding-block: 24px 48px; }
.sheet { padding: 24px; background: var(--sheet); border: 1px solid var(--line); border-radius: 2px; }
h1 { margin: 0; font-size: 1rem; font-weight: 600; color: var(--soft); }
h2 { margin: 24px 0 0; font-size: 1rem; }
.amount { margin: 4px 0 16px; font-size: 2rem; line-height: 1.2; font-weight: 700; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: 8px 24px; margin: 0; padding: 16px 0; border-block: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
label { display: block; margin: 16px 0 4px; font-weight: 600; }
input { width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--field); border-radius: 2px; }
.acts { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 24px; }
button, a.button { display: inline-flex; align-items: center; justify-content: center; flex: 1 1 12rem; min-height: 48px; padding: 8px 24px; font: inherit; font-weight: 600; text-decoration: none; color: var(--on-bank); background: var(--bank); border: 1px solid var(--bank); border-radius: 2px; cursor: pointer; }
button:hover, a.button:hover { background: var(--bank-hover); }
button.plain { color: var(--bank); background: none; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.note { margin: 16px 0 0; color: var(--soft); font-size: .875rem; }
.alert { margin: 8px 0 24px; padding: 12px 16px; color: var(--alert); background: var(--alert-tint); border-inline-start: 4px solid var(--alert); }
@media (max-width: 30rem) {
  main { padding: 0 0 32px; }
  .sheet { border-width: 0 0 1px; padding: 16px; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd + dt { margin-top: 8px; }
}
`;
