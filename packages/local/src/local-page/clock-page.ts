import { html } from "hono/html";
import type { Locale } from "../identity-provider/account.ts";
import type { BarDeps } from "../local-bar/bar.ts";
import type { Content } from "./local-page.ts";
import { instantText, type Reader } from "./reader.ts";

const EN = {
  title: "Clock",
  intro:
    "Business time decides about deadlines, payment times and settlement runs. It can be moved on, and everything that is due on the way runs, in its order. It never goes back.",
  business: "Business time",
  next: "Next due",
  nothing: "Nothing waits",
  wall: "Time of this machine",
  on: "Move on",
  day: "By one day",
  week: "By one week",
  month: "By thirty days",
  slow: "A step over days with many payments takes some minutes; the bar above says how far it is.",
} as const;
const ZH: Record<keyof typeof EN, string> = {
  title: "时钟",
  intro: "业务时间决定截止日期、付款期限和结算批次。推进时钟时，途中到期的事项会依次运行；时钟不能倒退。",
  business: "业务时间",
  next: "下一到期事项",
  nothing: "没有等待的事项",
  wall: "本机时间",
  on: "推进",
  day: "一天",
  week: "一周",
  month: "三十天",
  slow: "跨越多日且付款较多的推进需要几分钟，上方的栏会显示进度。",
};
const WORDS = { en: EN, "zh-CN": ZH } as const satisfies Record<Locale, Record<keyof typeof EN, string>>;

const DAY_MINUTES = 1_440;

export const clockTitle = ({ language }: Reader): string => WORDS[language].title;

/** The clock of the platform, and how to move it on by days; the bar has the steps to events. */
export async function clockContent(
  { driver, now, advances, progress }: BarDeps,
  { reader, wall }: { reader: Reader; wall: ReturnType<BarDeps["now"]> },
): Promise<Content> {
  const words = WORDS[reader.language];
  const next = await driver.nextEvent();
  const isBusy = advances.running() !== undefined || progress() !== undefined;
  const steps = [
    [words.day, 1],
    [words.week, 7],
    [words.month, 30],
  ] as const;
  return html`<div class="stack wide">
<div class="stack"><h1>${words.title}</h1><p class="lead">${words.intro}</p></div>
<dl class="pairs">
<dt>${words.business}</dt><dd><time datetime="${now()}">${instantText(now(), reader)}</time></dd>
<dt>${words.next}</dt><dd>${next === undefined ? words.nothing : html`<time datetime="${next}">${instantText(next, reader)}</time>`}</dd>
<dt>${words.wall}</dt><dd><time datetime="${wall}">${instantText(wall, reader)}</time></dd>
</dl>
<section class="stack" aria-labelledby="on">
<h2 id="on">${words.on}</h2>
<form class="row" method="post" action="/dev/clock">
<input type="hidden" name="path" value="/dev/clock">
${steps.map(([text, days]) => html`<button class="button quiet" name="minutes" value="${DAY_MINUTES * days}"${isBusy ? html` disabled` : ""}>${text}</button>`)}
</form>
<p class="muted">${words.slow}</p>
</section>
</div>`;
}
