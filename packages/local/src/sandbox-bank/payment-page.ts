import { partySchema } from "@firstlot/partner-kit/wire-format";
import { Hono } from "hono";
import { html } from "hono/html";
import { z } from "zod";
import type { Bank } from "./bank.ts";
import type { PaymentSession } from "./bank-fact.ts";
import { decideSession, openSession, type SessionRefusal } from "./payment-session.ts";

const CSS = `body{font:18px/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}dt{color:#444}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
label{display:block;margin:.75rem 0}input{display:block;font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #555;border-radius:4px}
button,a.button{display:inline-block;font:inherit;padding:.6rem 1.2rem;margin:.5rem .75rem 0 0;border:2px solid #0b5cad;border-radius:4px;background:#0b5cad;color:#fff;cursor:pointer;text-decoration:none}
button.plain{background:#fff;color:#0b5cad}:focus-visible{outline:3px solid #b45309;outline-offset:2px}.note{color:#444}`;

const page = (title: string, body: ReturnType<typeof html>) => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><link rel="stylesheet" href="/pay.css"></head><body><main>${body}</main></body></html>`;

/** Where the payer goes back to, told how it ended. */
function returnAddress({ claims }: PaymentSession, status: string): string {
  const url = new URL(claims.returnUrl);
  url.searchParams.set("status", status);
  url.searchParams.set("reference", claims.reference);
  return url.href;
}

const REFUSALS: Record<SessionRefusal["kind"], string> = {
  malformed_payment_link: "This payment link is not readable.",
  unknown_payment_link_key: "This payment link was not issued by a platform we know.",
  wrong_payment_link_signature: "This payment link was changed and cannot be used.",
  payment_link_expired: "This payment link has expired. Nothing was paid.",
  no_such_account: "The account of this payment is not kept here.",
  currency_mismatch: "The account of this payment is kept in another currency.",
  no_such_session: "This payment page is no longer open.",
  session_over: "This payment is already decided.",
  session_expired: "The time for this payment is over. Nothing was paid.",
};

const refusalPage = (refusal: SessionRefusal) => {
  const message =
    refusal.kind === "session_over" && refusal.outcome === "paid"
      ? "This payment was already made. It will not be made twice."
      : REFUSALS[refusal.kind];
  const back = refusal.kind === "session_over" ? returnAddress(refusal.session, refusal.outcome) : undefined;
  return page(
    "Payment not possible",
    html`<h1>Sandbox bank</h1><p role="alert">${message}</p>${back ? html`<p><a class="button" href="${back}">Back to the shop</a></p>` : ""}`,
  );
};

const paymentForm = (session: PaymentSession, holder: string) => {
  const { amount, currency, reference, account, description } = session.claims;
  return page(
    `Pay ${amount} ${currency}`,
    html`<h1>Sandbox bank</h1><p>You are asked to pay:</p>
<dl><dt>Amount</dt><dd>${amount} ${currency}</dd><dt>To</dt><dd>${holder}</dd><dt>Account</dt><dd>${account}</dd>
<dt>For</dt><dd>${description}</dd><dt>Reference</dt><dd>${reference}</dd></dl>
<form method="post" action="/pay/${session.sessionId}">
<label>Your name<input name="name" required maxlength="70" value="Sandbox Payer" autocomplete="name"></label>
<label>Your account<input name="account" required pattern="[A-Za-z0-9 ]{5,42}" value="GB82WEST12345698765432"></label>
<button name="decision" value="pay">Pay ${amount} ${currency}</button>
<button class="plain" name="decision" value="decline" formnovalidate>Decline</button></form>
<p class="note">This is a sandbox: no real money moves. The page can be used until ${session.endsAt.slice(0, 16).replace("T", " ")} UTC.</p>`,
  );
};

const formSchema = z.object({ decision: z.enum(["pay", "decline"]), name: z.string(), account: z.string() });

/** The hosted payment page: `GET /pay?link=…`, then one button decides. No script, no cookie. */
export const paymentPages = (bank: Bank, kick: () => void) =>
  new Hono()
    .use("/pay/*", async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
      c.header("referrer-policy", "no-referrer");
      c.header("x-content-type-options", "nosniff");
      // No form-action here: browsers apply it to the redirect back to the shop as well.
      c.header(
        "content-security-policy",
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
    })
    .get("/pay.css", (c) => c.body(CSS, 200, { "content-type": "text/css; charset=utf-8" }))
    .get("/pay", async (c) => {
      const session = await openSession(bank, c.req.query("link") ?? "");
      if (!session.ok) return c.html(refusalPage(session.error), 422);
      const holder = bank.state.accounts.get(session.value.claims.account)?.account.holder ?? "";
      return c.html(paymentForm(session.value, holder));
    })
    .post("/pay/:sessionId", async (c) => {
      const form = formSchema.safeParse(await c.req.parseBody());
      if (!form.success) return c.html(page("Form", html`<p role="alert">The form is incomplete.</p>`), 400);
      const { decision, name, account } = form.data;
      const payer = partySchema.safeParse({
        name: name.trim(),
        account: account.replace(/ /g, "").toUpperCase(),
      });
      if (!payer.success && decision === "pay") {
        return c.html(
          page(
            "Form",
            html`<p role="alert">Give your name and an account number of 5 to 34 letters and digits.</p>`,
          ),
          422,
        );
      }
      const decided = decideSession(bank, {
        sessionId: c.req.param("sessionId"),
        decision,
        payer: payer.data ?? { name: "nobody", account: "00000" },
      });
      if (!decided.ok) return c.html(refusalPage(decided.error), 422);
      kick();
      return c.redirect(returnAddress(decided.value.session, decided.value.outcome), 303);
    });
