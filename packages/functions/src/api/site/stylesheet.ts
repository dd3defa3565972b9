import { createHash } from "node:crypto";

/** The look of the site: tokens first, then elements, then the few parts that pages are made of. */
export const SITE_CSS = `:root {
  color-scheme: light dark;
  --canvas: #f6f8f7; --surface: #ffffff; --sunken: #edf1ef; --ink: #13201c; --muted: #4b5b56;
  --line: #cfd8d4; --line-strong: #71827c;
  --brand: #0b6b5b; --brand-hover: #085446; --on-brand: #ffffff; --brand-tint: #e2f1ed; --link: #0b5f75; --focus: #0b3fd1;
  --info: #1d5fa8; --info-tint: #e8f1fb; --danger: #b3261e; --danger-tint: #fdeceb;
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace;
  --t-xs: .8125rem; --t-sm: .875rem; --t-lg: 1.1875rem; --t-xl: 1.5rem; --t-2xl: clamp(1.625rem, 1.2rem + 2vw, 2.25rem);
  --s1: 4px; --s2: 8px; --s3: 12px; --s4: 16px; --s5: 24px; --s6: 32px; --s7: 48px; --s8: 64px;
  --r1: 4px; --r2: 8px; --r-full: 999px; --target: 44px; --measure: 68ch;
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0e1513; --surface: #16201d; --sunken: #0a100e; --ink: #e8efec; --muted: #a9bab4;
    --line: #2c3a35; --line-strong: #7d918a;
    --brand: #57c9b1; --brand-hover: #7dd8c5; --on-brand: #05231d; --brand-tint: #12342d; --link: #7cc7e0; --focus: #8fb4ff;
    --info: #8fc1f7; --info-tint: #12283f; --danger: #ff9c92; --danger-tint: #3a1a17;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: var(--s5); }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 1rem/1.5 var(--font); overflow-wrap: break-word; }
:lang(zh-CN) { line-height: 1.6; }
/* what a page holds; the interactive docs inside .paper bring a look of their own */
:is(h1, h2, h3):where(:not(.paper *)) { margin: 0; line-height: 1.2; text-wrap: balance; }
h1:where(:not(.paper *)) { max-width: 24em; font-size: var(--t-2xl); }
h2:where(:not(.paper *)) { font-size: var(--t-xl); }
h3:where(:not(.paper *)) { font-size: var(--t-lg); }
p:where(:not(.paper *)) { margin: var(--s2) 0 0; max-width: var(--measure); }
a:where(:not(.paper *)) { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: var(--r1); }
code { font: .9em/1.4 var(--mono); overflow-wrap: anywhere; }
.wrap { width: min(72rem, 100%); margin-inline: auto; padding-inline: var(--s4); }
.skip { position: absolute; inset-inline-start: var(--s4); top: -100px; padding: var(--s2) var(--s4); background: var(--surface); z-index: 1; }
.skip:focus { top: var(--s2); }
.muted { color: var(--muted); }
.small { font-size: var(--t-sm); }
.bar { background: var(--surface); border-bottom: 1px solid var(--line); }
.bar .wrap { display: flex; flex-wrap: wrap; align-items: center; column-gap: var(--s5); }
.bar a { display: inline-flex; align-items: center; min-height: var(--target); text-decoration: none; }
.bar a:hover, .bar a:not(.wordmark)[aria-current] { text-decoration: underline; }
.wordmark { color: var(--ink); font-size: var(--t-lg); font-weight: 700; }
.bar ul { display: flex; flex-wrap: wrap; gap: 0 var(--s5); margin: 0; padding: 0; list-style: none; }
.bar .languages { margin-inline-start: auto; gap: 0 var(--s4); }
main { display: block; padding-block: var(--s7) var(--s8); }
section:where(:not(.paper *)) { margin-top: var(--s7); }
.lead:where(:not(.paper *)) { margin-top: var(--s4); font-size: var(--t-lg); color: var(--muted); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: var(--s4); margin: var(--s5) 0 0; padding: 0; list-style: none; }
.card { display: flex; flex-direction: column; overflow: hidden; background: var(--surface); border: 1px solid var(--line); border-radius: var(--r2); }
.card > div { display: flex; flex-direction: column; flex: 1; padding: var(--s5) var(--s4) var(--s4); }
.card img { width: 100%; aspect-ratio: 16 / 9; object-fit: cover; background: var(--sunken); }
.card .foot { margin-top: auto; padding-top: var(--s3); }
.raised { margin-top: var(--s4); font-variant-numeric: tabular-nums; }
.raised strong { font-size: var(--t-lg); }
progress { display: block; width: 100%; height: 8px; margin-top: var(--s2); appearance: none; border: 0; border-radius: var(--r-full); overflow: hidden; background: var(--sunken); box-shadow: inset 0 0 0 1px var(--line-strong); }
progress::-webkit-progress-bar { background: transparent; }
progress::-webkit-progress-value { background: var(--brand); }
progress::-moz-progress-bar { background: var(--brand); }
.facts { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 var(--s4); margin-top: var(--s2); font-size: var(--t-sm); font-variant-numeric: tabular-nums; }
.notice { margin-top: var(--s5); padding: var(--s6) var(--s5); background: var(--surface); border: 1px dashed var(--line-strong); border-radius: var(--r2); }
.notice.bad { border: 1px solid var(--danger); background: var(--danger-tint); }
.button { display: inline-flex; align-items: center; min-height: var(--target); margin-top: var(--s4); padding: var(--s2) var(--s5); border: 1px solid var(--brand); border-radius: var(--r1); background: var(--brand); color: var(--on-brand); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.button:hover { background: var(--brand-hover); }
.button.quiet { margin-top: 0; padding-inline: var(--s4); border-color: var(--line-strong); background: none; color: var(--link); }
.steps { counter-reset: step; }
.steps > li { position: relative; padding: var(--s4) var(--s4) var(--s4) calc(var(--s4) + 2.25rem + var(--s3)); background: var(--surface); border: 1px solid var(--line); border-radius: var(--r2); counter-increment: step; }
.steps > li::before { content: counter(step); position: absolute; inset-inline-start: var(--s4); top: var(--s4); display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: var(--r-full); background: var(--brand-tint); color: var(--brand); font-weight: 700; }
.steps h3 { padding-top: .35rem; }
.steps h3 a { color: inherit; text-decoration-thickness: 1px; }
.people { margin: var(--s3) 0 0; padding: 0; list-style: none; font-size: var(--t-sm); }
.people a { display: inline-flex; align-items: center; min-height: 24px; }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.acts { display: flex; flex-wrap: wrap; gap: var(--s2); margin-top: var(--s3); }
.links { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); gap: var(--s4); margin: var(--s5) 0 0; padding: 0; list-style: none; }
.links a { display: block; height: 100%; min-height: var(--target); padding: var(--s4); background: var(--surface); border: 1px solid var(--line); border-radius: var(--r2); text-decoration: none; }
.links a:hover { border-color: var(--line-strong); }
.links strong { display: block; text-decoration: underline; text-underline-offset: .15em; }
.links span { color: var(--muted); font-size: var(--t-sm); }
.tabs { display: flex; flex-wrap: wrap; gap: var(--s2); margin: var(--s5) 0 0; padding: 0; list-style: none; border-bottom: 1px solid var(--line-strong); }
.tabs a { display: inline-flex; align-items: center; min-height: var(--target); padding: 0 var(--s4); border-bottom: 3px solid transparent; text-decoration: none; }
.tabs a[aria-current] { border-bottom-color: var(--brand); color: var(--ink); font-weight: 600; }
.paper .swagger-ui .info { margin: var(--s5) 0; }
.paper { margin-top: var(--s4); color-scheme: light; background: #ffffff; color: #13201c; border: 1px solid var(--line); border-radius: var(--r2); min-height: 20rem; overflow-x: auto; }
footer { border-top: 1px solid var(--line); padding-block: var(--s5); color: var(--muted); font-size: var(--t-sm); }
@media (forced-colors: active) { progress { border: 1px solid; } }
@media print { .bar, .skip, .acts, footer { display: none; } body { background: none; } }
`;

/** Changes with the stylesheet, so that it may be kept for a year. */
export const SITE_CSS_VERSION = createHash("sha256").update(SITE_CSS).digest("hex").slice(0, 12);
