import { type Instant, MINUTE_MS } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { html } from "hono/html";
import type { SeedingProgress } from "../demo/seed.ts";
import { instantText, nearText, type Reader, shortText } from "../local-page/reader.ts";
import type { Driver, Ran } from "../platform/driver.ts";
import type { Advance, Advanced, Advances } from "./advances.ts";
import { type BarWord, STATUS_WORDS, sayBar } from "./bar-words.ts";
import { type Ahead, campaignAhead, campaignNow } from "./campaign-ahead.ts";
import { ranSentences } from "./ran-words.ts";

/** What the bar stands on. */
export interface BarDeps {
  readonly driver: Driver;
  readonly store: Store;
  readonly now: () => Instant;
  readonly advances: Advances;
  /** The sandbox bank's own page. */
  readonly bank: string;
  /** How far the demo's past is, while it is being made: until then nobody else moves the clock. */
  readonly progress: () => SeedingProgress | undefined;
}

/** A page that carries the bar: where it is, and who reads it. */
export type BarPage = Reader & { readonly path: string };

type Content = ReturnType<typeof html>;
type Say = (word: BarWord, places?: Readonly<Record<string, string | number>>) => string;

/** What a step did stays on the pages this long, in wall time. */
const SHOWN_MS = 10 * MINUTE_MS;
const SUMMARY_SENTENCES = 3;
const CAMPAIGNS_MAX = 3;
const LINES_MAX = 60;
const LOOKS: readonly string[] = ["campaign", "settlement.decide"];

/** A moment that stays a moment of its own for programs. */
const time = (at: Instant, text: string): Content => html`<time datetime="${at}">${text}</time>`;

const joined = (texts: readonly string[], { language }: Reader): string =>
  texts.join(language === "en" ? "; " : "；");

/** The campaigns that a step moved, each with where it is now. */
async function movedCampaigns(store: Store, ran: readonly Ran[], { language }: Reader): Promise<string[]> {
  const ids = [...new Set(ran.flatMap(({ ref }) => (ref.startsWith("cmp_") ? [ref] : [])))];
  const moved = ran.flatMap(({ what, ref }) =>
    what === "campaign" || what === "campaign.close-shards" || what.startsWith("settlement.") ? [ref] : [],
  );
  const now = await Promise.all(
    ids
      .filter((id) => moved.includes(id))
      .slice(-CAMPAIGNS_MAX)
      .map((id) => campaignNow(store, id, language)),
  );
  return now.flatMap((one) =>
    one === undefined
      ? []
      : [sayBar(language, "is", { title: one.title, status: STATUS_WORDS[one.status][language] })],
  );
}

/** What ran, minute by minute; of a long step the end. */
function chronicle(ran: readonly Ran[], reader: Reader, say: Say): Content {
  const minutes = new Map<string, Ran[]>();
  for (const one of ran) {
    const minute = one.at.slice(0, 16);
    minutes.set(minute, [...(minutes.get(minute) ?? []), one]);
  }
  const shown = [...minutes.values()].slice(-LINES_MAX);
  const lines = shown.flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          html`<li>${time(first.at, shortText(first.at, reader))} ${joined(ranSentences([first, ...others], reader.language), reader)}</li>`,
        ],
  );
  const hidden = minutes.size - shown.length;
  return html`<ol tabindex="0" aria-label="${say("ran")}">${hidden === 0 ? "" : html`<li>${say("list_more", { n: hidden })}</li>`}${lines}</ol>`;
}

async function ranPart(store: Store, last: Advanced, reader: Reader, say: Say): Promise<Content> {
  const { from, to, ran, failed } = last;
  const span = `${shortText(from, reader)} → ${shortText(to, reader)}`;
  if (failed) return html`<p class="local-bar-ran">${span}: ${say("failed")}</p>`;
  if (ran.length === 0) return html`<p class="local-bar-ran">${span}: ${say("nothing")}</p>`;
  const campaigns = await movedCampaigns(store, ran, reader);
  // what a campaign is now says more than that it was looked at
  const others = campaigns.length === 0 ? ran : ran.filter(({ what }) => !LOOKS.includes(what));
  const sentences = ranSentences(others, reader.language);
  const more = sentences.length - SUMMARY_SENTENCES;
  const said = [
    ...campaigns,
    ...sentences.slice(0, SUMMARY_SENTENCES),
    ...(more > 0 ? [say("further", { n: more })] : []),
  ];
  return html`<details class="local-bar-ran" data-key="ran">
<summary><span><strong>${say("ran")}</strong> ${span}: ${joined(said, reader)}</span></summary>
${chronicle(ran, reader, say)}
</details>`;
}

function runningPart({ from, to }: Advance, now: Instant, page: BarPage, say: Say): Content {
  const text =
    to === undefined
      ? say("runningToVerdict")
      : say("running", { from: shortText(from, page), to: shortText(to, page) });
  const length = to === undefined ? 0 : Date.parse(to) - Date.parse(from);
  const value =
    length > 0 ? Math.min(1, (Date.parse(now) - Date.parse(from)) / length).toFixed(3) : undefined;
  return html`<p class="local-bar-ran">${text}, ${say("reached", { now: shortText(now, page) })}
<progress aria-label="${text}" ${value === undefined ? "" : html`value="${value}"`}></progress>
<a href="${page.path}">${say("again")}</a></p>`;
}

interface Buttons {
  readonly now: Instant;
  readonly next: Instant | undefined;
  readonly ahead: Ahead | undefined;
  readonly isIdle: boolean;
}

/** A button of a step, with where it leads; while none can be made it only has its name. */
const stepButton = (
  [step, name, place]: readonly [step: string, name: string, place: string],
  { isOff, about = "" }: { isOff: boolean; about?: string },
): Content => html`<button name="step" value="${step}" data-key="${step}"${about === "" ? "" : html` title="${about}"`}${isOff ? html` disabled` : ""}>${name}
${place === "" ? "" : html`<span>${place}</span>`}</button>`;

function buttons({ now, next, ahead, isIdle }: Buttons, page: BarPage, say: Say): Content {
  const of = ahead === undefined ? "" : say("of", { title: ahead.title });
  const atNext =
    next === undefined ? say("nothingDue") : next <= now ? say("dueNow") : nearText(next, now, page);
  const atAhead =
    ahead === undefined ? say("nothingAhead") : ahead.at === undefined ? of : nearText(ahead.at, now, page);
  return html`<form method="post" action="/dev/clock">
<input type="hidden" name="path" value="${page.path}">
${stepButton(["next", say("next"), isIdle ? atNext : ""], { isOff: !isIdle || next === undefined })}
${stepButton(["deadline", say(ahead?.until ?? "deadline"), isIdle ? atAhead : ""], { isOff: !isIdle || ahead === undefined, about: of })}
</form>`;
}

/** What is in the bar now: the time, the steps, the tools, and what the last step did. */
export async function barInside(deps: BarDeps, page: BarPage): Promise<string> {
  const { driver, store, now, advances, bank, progress } = deps;
  const say: Say = (word, places) => sayBar(page.language, word, places);
  const [running, last, seeding, at] = [advances.running(), advances.last(), progress(), now()];
  const isIdle = running === undefined && seeding === undefined;
  // while the wheel turns, what is next changes with every look
  const [next, ahead] = isIdle
    ? await Promise.all([driver.nextEvent(), campaignAhead(store, { ...page, now: at })])
    : [];
  const isRecent = last !== undefined && Date.now() - last.overAtMs < SHOWN_MS;
  const status =
    seeding !== undefined
      ? html`<p class="local-bar-ran">${say("seeding", { done: seeding.done, total: seeding.total })}</p>`
      : running !== undefined
        ? runningPart(running, at, page, say)
        : isRecent
          ? await ranPart(store, last, page, say)
          : "";
  return String(
    await html`<div class="local-bar-row">
<p><span class="local-bar-label">${say("time")}</span> <strong>${time(at, instantText(at, page))}</strong></p>
${buttons({ now: at, next, ahead, isIdle }, page, say)}
<ul aria-label="${say("links")}">
<li><a href="/mailbox">${say("mailbox")}</a></li>
<li><a href="${bank}">${say("bank")}</a></li>
<li><a href="/dev/clock">${say("clock")}</a></li>
<li><a href="/dev/codes">${say("codes")}</a></li>
</ul>
</div>
<div role="status"${running === undefined ? "" : html` data-running`}>${status}</div>`,
  );
}

/** The bar of a page as HTML. */
export async function barHtml(deps: BarDeps, page: BarPage): Promise<string> {
  const inside = await barInside(deps, page);
  const { language, zone } = page;
  const open = html`<aside class="local-bar" aria-label="${sayBar(language, "label")}" data-language="${language}" data-zone="${zone}">`;
  return `${open}${inside}</aside>`;
}
