import { partySchema } from "@firstlot/partner-kit/wire-format";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { z } from "zod";
import type { Bank } from "./bank.ts";
import type { PaymentSession } from "./bank-fact.ts";
import { decideSession, openSession, type SessionRefusal } from "./payment-session.ts";
import { PAYMENT_STYLE } from "./payment-style.ts";
import { type PayLanguage, payLanguageOf, sayPay } from "./payment-words.ts";

/** The name by which the payer knows the bank; one that keeps no account asked for has none. */
const NAMELESS = "Sandbox bank";

/** Who reads the page, and whose page it is. */
interface Frame {
  readonly language: PayLanguage;
  readonly bankName: string;
}

const frameOf = (c: Context, bankName = NAMELESS): Frame => ({
  language: payLanguageOf(c.req.header("accept-language")),
  bankName,
});

/** The bank's name at the partner that an account belongs to. */
function nameOf(bank: Bank, account: string): string | undefined {
  const partnerId = bank.state.accounts.get(account)?.account.partnerId;
  return partnerId === undefined ? undefined : bank.state.partners.get(partnerId)?.name;
}

const page = (
  { language, bankName }: Frame,
  title: string,
  body: ReturnType<typeof html>,
) => html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · ${bankName}</title><link rel="stylesheet" href="/pay.css"></head>
<body><header><div><strong>${bankName}</strong><span>${sayPay(language, "sandbox")}</span></div></header>
<main><div class="sheet">${body}</div></main></body></html>`;

/** Where the payer goes back to, told how it ended. */
function returnAddress({ claims }: PaymentSession, status: string): string {
  const url = new URL(claims.returnUrl);
  url.searchParams.set("status", status);
  url.searchParams.set("reference", claims.reference);
  return url.href;
}

const stopped = (frame: Frame, message: string, back?: string) => {
  const { language } = frame;
  const title = sayPay(language, "impossible");
  return page(
    frame,
    title,
    html`<h1>${title}</h1><p class="alert" role="alert">${message}</p>
${back === undefined ? "" : html`<p class="acts"><a class="button" href="${back}">${sayPay(language, "back")}</a></p>`}`,
  );
};

function refusalPage(frame: Frame, refusal: SessionRefusal) {
  const isPaid = refusal.kind === "session_over" && refusal.outcome === "paid";
  const back = refusal.kind === "session_over" ? returnAddress(refusal.session, refusal.outcome) : undefined;
  return stopped(frame, sayPay(frame.language, isPaid ? "paid" : refusal.kind), back);
}

/** An exact amount as a payer reads it: `1,234.50 EUR`. */
function sumText({ amount, currency }: PaymentSession["claims"]): string {
  const [whole = "", decimals] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${decimals === undefined ? grouped : `${grouped}.${decimals}`} ${currency}`;
}

/** Who pays, as typed so far. */
interface Payer {
  readonly name: string;
  readonly account: string;
}
const SAMPLE: Payer = { name: "Sandbox Payer", account: "GB82WEST12345698765432" };

function paymentForm(frame: Frame, session: PaymentSession, more: { holder: string; payer?: Payer }) {
  const { language } = frame;
  const { reference, account, description } = session.claims;
  const { holder, payer } = more;
  const shown = payer ?? SAMPLE;
  const sum = sumText(session.claims);
  const rows = [
    ["to", holder],
    ["account", account],
    ["for", description],
    ["reference", reference],
  ] as const;
  return page(
    frame,
    sayPay(language, "title", { amount: sum }),
    html`${payer === undefined ? "" : html`<p class="alert" role="alert">${sayPay(language, "badPayer")}</p>`}
<h1>${sayPay(language, "asked")}</h1>
<p class="amount">${sum}</p>
<dl>${rows.map(([word, value]) => html`<dt>${sayPay(language, word)}</dt><dd>${value}</dd>`)}</dl>
<form method="post" action="/pay/${session.sessionId}">
<h2>${sayPay(language, "payer")}</h2>
<label for="name">${sayPay(language, "name")}</label>
<input id="name" name="name" required maxlength="70" value="${shown.name}" autocomplete="name">
<label for="account">${sayPay(language, "number")}</label>
<input id="account" name="account" required pattern="[A-Za-z0-9 ]{5,42}" value="${shown.account}" aria-describedby="account-hint">
<p class="note" id="account-hint">${sayPay(language, "numberHint")}</p>
<div class="acts"><button name="decision" value="pay">${sayPay(language, "pay", { amount: sum })}</button>
<button class="plain" name="decision" value="decline" formnovalidate>${sayPay(language, "decline")}</button></div></form>
<p class="note">${sayPay(language, "until", { time: session.endsAt.slice(0, 16).replace("T", " ") })}</p>`,
  );
}

const formSchema = z.object({ decision: z.enum(["pay", "decline"]), name: z.string(), account: z.string() });

/** The form of an open session, in the name of the bank that keeps its account. */
function sessionForm(bank: Bank, c: Context, session: PaymentSession, payer?: Payer) {
  const { account } = session.claims;
  const holder = bank.state.accounts.get(account)?.account.holder ?? "";
  const more = payer === undefined ? { holder } : { holder, payer };
  return paymentForm(frameOf(c, nameOf(bank, account)), session, more);
}

/** The hosted payment page: `GET /pay?link=…`, then one button decides. No script, no cookie. */
export const paymentPages = (bank: Bank, kick: () => void) =>
  new Hono()
    .use("/pay/*", async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
      c.header("referrer-policy", "no-referrer");
      c.header("x-content-type-options", "nosniff");
      c.header("vary", "accept-language");
      // No form-action here: browsers apply it to the redirect back to the shop as well.
      c.header(
        "content-security-policy",
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
    })
    .get("/pay.css", (c) => c.body(PAYMENT_STYLE, 200, { "content-type": "text/css; charset=utf-8" }))
    .get("/pay", async (c) => {
      const session = await openSession(bank, c.req.query("link") ?? "");
      if (!session.ok) return c.html(refusalPage(frameOf(c), session.error), 422);
      return c.html(sessionForm(bank, c, session.value));
    })
    .post("/pay/:sessionId", async (c) => {
      const frame = frameOf(c);
      const form = formSchema.safeParse(await c.req.parseBody());
      if (!form.success) return c.html(stopped(frame, sayPay(frame.language, "incomplete")), 400);
      const { decision, name, account } = form.data;
      const payer = partySchema.safeParse({
        name: name.trim(),
        account: account.replace(/ /g, "").toUpperCase(),
      });
      const open = bank.state.sessions.get(c.req.param("sessionId"));
      if (!payer.success && decision === "pay" && open?.outcome === "open")
        return c.html(sessionForm(bank, c, open.session, { name, account }), 422);
      const decided = decideSession(bank, {
        sessionId: c.req.param("sessionId"),
        decision,
        payer: payer.data ?? { name: "nobody", account: "00000" },
      });
      if (!decided.ok) return c.html(refusalPage(frame, decided.error), 422);
      kick();
      return c.redirect(returnAddress(decided.value.session, decided.value.outcome), 303);
    });
