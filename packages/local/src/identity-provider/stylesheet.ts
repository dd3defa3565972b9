/**
 * The look of the pages that the local platform serves itself: sign-in and mailbox. Colours and sizes are the tokens of
 * the web interface; light by default, dark as the system asks.
 */
export const STYLESHEET = `:root {
  color-scheme: light dark;
  --canvas: #f6f8f7; --surface: #ffffff; --ink: #13201c; --muted: #4b5b56; --line: #cfd8d4; --line-strong: #71827c;
  --brand: #0b6b5b; --brand-hover: #085446; --on-brand: #ffffff; --link: #0b5f75; --focus: #0b3fd1;
  --ok: #1b6b3a; --ok-tint: #e3f3e8; --danger: #b3261e; --danger-tint: #fdeceb;
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0e1513; --surface: #16201d; --ink: #e8efec; --muted: #a9bab4; --line: #2c3a35; --line-strong: #7d918a;
    --brand: #57c9b1; --brand-hover: #7dd8c5; --on-brand: #05231d; --link: #7cc7e0; --focus: #8fb4ff;
    --ok: #7ad39a; --ok-tint: #11301d; --danger: #ff9c92; --danger-tint: #3a1a17;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 1rem/1.5 var(--font); }
main { max-width: 26rem; margin: 32px auto; padding: 24px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
main.wide { max-width: 68rem; }
.bar { padding: 12px 24px; background: var(--surface); border-bottom: 1px solid var(--line); }
h1 { margin: 0 0 16px; font-size: 1.5rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 24px 0 8px; font-size: 1.1875rem; line-height: 1.2; }
p { margin: 0 0 12px; }
.muted, .hint { color: var(--muted); font-size: .875rem; }
a { color: var(--link); }
label { display: block; margin: 16px 0 4px; font-weight: 600; }
input { width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line-strong); border-radius: 4px; }
button { min-height: 44px; margin-top: 16px; padding: 8px 24px; font: inherit; font-weight: 600; cursor: pointer; color: var(--on-brand); background: var(--brand); border: 1px solid var(--brand); border-radius: 4px; }
button:hover { background: var(--brand-hover); }
button.quiet { color: var(--link); background: none; border-color: var(--line-strong); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.alert, .note { margin: 0 0 16px; padding: 12px; border-radius: 4px; }
.alert { color: var(--danger); background: var(--danger-tint); }
.note { color: var(--ok); background: var(--ok-tint); }
code { font-family: var(--mono); overflow-wrap: anywhere; }
code.key { display: block; padding: 12px; font-size: 1.1875rem; letter-spacing: .06em; border: 1px dashed var(--line-strong); border-radius: 4px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.5 var(--mono); }
table { width: 100%; margin-top: 24px; border-collapse: collapse; }
caption { text-align: start; color: var(--muted); }
th, td { padding: 8px; text-align: start; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 32rem; background: #ffffff; border: 1px solid var(--line); border-radius: 4px; }
footer { margin-top: 24px; padding-top: 12px; border-top: 1px solid var(--line); }
`;
