/**
 * The look of the sign-in pages, which stand on an origin of their own. Colours and sizes are the tokens of the web
 * interface; light by default, dark as the system asks.
 */
export const STYLESHEET = `:root {
  color-scheme: light dark;
  --canvas: #f6f8f7; --surface: #ffffff; --sunken: #edf1ef; --ink: #13201c; --muted: #4b5b56; --line: #cfd8d4; --line-strong: #71827c;
  --brand: #0b6b5b; --brand-hover: #085446; --on-brand: #ffffff; --link: #0b5f75; --focus: #0b3fd1;
  --ok: #1b6b3a; --ok-tint: #e3f3e8; --danger: #b3261e; --danger-tint: #fdeceb;
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0e1513; --surface: #16201d; --sunken: #0a100e; --ink: #e8efec; --muted: #a9bab4; --line: #2c3a35; --line-strong: #7d918a;
    --brand: #57c9b1; --brand-hover: #7dd8c5; --on-brand: #05231d; --link: #7cc7e0; --focus: #8fb4ff;
    --ok: #7ad39a; --ok-tint: #11301d; --danger: #ff9c92; --danger-tint: #3a1a17;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 1rem/1.5 var(--font); }
:lang(zh-CN) { line-height: 1.6; }
.name { max-width: 26rem; margin: 48px auto 16px; padding: 0 24px; font-size: 1.1875rem; font-weight: 700; }
main { max-width: 26rem; margin: 0 auto 48px; padding: 24px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
h1 { margin: 0 0 16px; font-size: 1.5rem; line-height: 1.2; overflow-wrap: anywhere; }
p { margin: 0 0 12px; overflow-wrap: anywhere; }
.muted, .hint { color: var(--muted); font-size: .875rem; }
.hint { margin: 4px 0 0; }
a { color: var(--link); }
label { display: block; margin: 16px 0 4px; font-weight: 600; }
input { width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line-strong); border-radius: 4px; }
input[aria-invalid="true"] { border: 2px solid var(--danger); }
input[autocomplete="one-time-code"] { font: 1.1875rem/1.5 var(--mono); letter-spacing: .25em; }
button { width: 100%; min-height: 44px; margin-top: 24px; padding: 8px 24px; font: inherit; font-weight: 600; cursor: pointer; color: var(--on-brand); background: var(--brand); border: 1px solid var(--brand); border-radius: 4px; }
button:hover { background: var(--brand-hover); border-color: var(--brand-hover); }
button.quiet { margin-top: 12px; color: var(--link); background: none; border-color: var(--line-strong); }
button.quiet:hover { background: var(--sunken); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.alert, .note { margin: 0 0 16px; padding: 12px 16px; border: 1px solid; border-inline-start-width: 4px; border-radius: 4px; }
.alert { color: var(--danger); background: var(--danger-tint); }
.note { color: var(--ok); background: var(--ok-tint); }
code { font-family: var(--mono); overflow-wrap: anywhere; }
code.key { display: block; padding: 12px; font-size: 1.1875rem; letter-spacing: .06em; border: 1px dashed var(--line-strong); border-radius: 4px; }
footer { margin-top: 24px; padding-top: 16px; border-top: 1px solid var(--line); }
footer p:last-child { margin-bottom: 0; }
@media (max-width: 30rem) {
  .name { margin: 24px auto 12px; padding: 0 16px; }
  main { margin-bottom: 32px; padding: 24px 16px; border-width: 1px 0; border-radius: 0; }
}
`;
