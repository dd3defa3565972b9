import { html } from "hono/html";
import type { Locale } from "../identity-provider/account.ts";
import type { Content } from "./local-page.ts";
import type { Reader } from "./reader.ts";

const EN = {
  title: "One-time codes",
  intro:
    "The present code of every demo user who has an authenticator. Each code works once; this page takes the next ones by itself.",
  left: "Good for {seconds} seconds",
  user: "User",
  code: "Code",
} as const;
const ZH: Record<keyof typeof EN, string> = {
  title: "一次性验证码",
  intro: "每位已绑定验证器的演示用户当前的验证码。每个验证码只能使用一次，本页会自动更新。",
  left: "{seconds} 秒内有效",
  user: "用户",
  code: "验证码",
};
const WORDS = { en: EN, "zh-CN": ZH } as const satisfies Record<Locale, Record<keyof typeof EN, string>>;

export const codesTitle = ({ language }: Reader): string => WORDS[language].title;

/** The code of each user at this moment. */
export function codesContent(
  { codes, leftS }: { codes: readonly (readonly [email: string, code: string])[]; leftS: number },
  { language }: Reader,
): Content {
  const words = WORDS[language];
  return html`<div class="stack wide">
<div class="stack"><h1>${words.title}</h1><p class="lead">${words.intro}</p></div>
<div class="table-box narrow"><table>
<caption>${words.left.replace("{seconds}", String(leftS))}</caption>
<thead><tr><th scope="col">${words.user}</th><th scope="col">${words.code}</th></tr></thead>
<tbody>${codes.map(([email, code]) => html`<tr><th scope="row">${email}</th><td class="mono">${code.slice(0, 3)} ${code.slice(3)}</td></tr>`)}</tbody>
</table></div>
</div>`;
}
