import { createHash } from "node:crypto";
import {
  type PaymentLinkKey,
  type PaymentLinkRefusal,
  paymentLinkKeySchema,
  readPaymentLink,
} from "@firstlot/partner-kit/payment-link";
import { err, ok, type Result } from "@firstlot/partner-kit/result";
import { z } from "zod";
import type { Bank } from "./bank.ts";
import type { PaymentSession } from "./bank-fact.ts";
import { bookTransfer } from "./incoming-transfer.ts";
import type { Done } from "./instruction-desk.ts";

/** The bank stops taking money this long before the link expires, so that its word reaches the platform in time. */
export const SESSION_MARGIN_MS = 120_000;
const JWKS_TIMEOUT_MS = 5_000;
const JWKS_KEEP_MS = 300_000;

/** Why the payment page cannot be opened or does nothing. */
export type SessionRefusal = Readonly<
  | PaymentLinkRefusal
  | { kind: "no_such_account" }
  | { kind: "currency_mismatch" }
  | { kind: "no_such_session" }
  | { kind: "session_over"; outcome: "paid" | "declined" | "expired"; session: PaymentSession }
  | { kind: "session_expired" }
>;

const jwksSchema = z.object({ keys: z.array(z.unknown()) });
const published = new WeakMap<Bank, { keys: readonly PaymentLinkKey[]; untilMs: number }>();

/** The platform's keys: those configured, and those it publishes at the configured address. */
async function linkKeys(bank: Bank): Promise<readonly PaymentLinkKey[]> {
  const { paymentLinkKeys, paymentLinkJwksUrl, fetch, wallMs } = bank.world;
  if (paymentLinkJwksUrl === undefined) return paymentLinkKeys;
  const kept = published.get(bank);
  if (kept && kept.untilMs > wallMs()) return [...paymentLinkKeys, ...kept.keys];
  try {
    const signal = AbortSignal.timeout(JWKS_TIMEOUT_MS);
    const response = await fetch(paymentLinkJwksUrl, { redirect: "manual", signal });
    const { keys: listed } = jwksSchema.parse(await response.json());
    const keys = listed.flatMap((one) => {
      const key = paymentLinkKeySchema.safeParse(one);
      return key.success ? [key.data] : [];
    });
    published.set(bank, { keys, untilMs: wallMs() + JWKS_KEEP_MS });
    return [...paymentLinkKeys, ...keys];
  } catch {
    return [...paymentLinkKeys, ...(kept?.keys ?? [])];
  }
}

/** Opens the payment page of a link; the same link always opens the same session. */
export async function openSession(bank: Bank, link: string): Promise<Result<PaymentSession, SessionRefusal>> {
  const read = readPaymentLink(link, { keys: await linkKeys(bank), now: bank.now() });
  if (!read.ok) return read;
  const claims = read.value;
  const account = bank.state.accounts.get(claims.account)?.account;
  if (!account) return err({ kind: "no_such_account" });
  if (account.currency !== claims.currency) return err({ kind: "currency_mismatch" });
  const sessionId = createHash("sha256").update(link).digest("base64url").slice(0, 32);
  const known = bank.state.sessions.get(sessionId);
  if (known && known.outcome !== "open") {
    return err({ kind: "session_over", outcome: known.outcome, session: known.session });
  }
  const endsAt = new Date(Date.parse(claims.expiresAt) - SESSION_MARGIN_MS).toISOString();
  if (bank.now() >= endsAt) return err({ kind: "session_expired" });
  const session: PaymentSession = { sessionId, partnerId: account.partnerId, claims, endsAt };
  if (!known) bank.commit({ type: "session_opened", session });
  return ok(session);
}

/** Pays or declines, once. A payment is booked, announced and ends the session in one commit. */
export function decideSession(
  bank: Bank,
  {
    sessionId,
    decision,
    payer,
  }: { sessionId: string; decision: "pay" | "decline"; payer: { name: string; account: string } },
): Result<{ session: PaymentSession; outcome: "paid" | "declined" }, SessionRefusal> {
  const known = bank.state.sessions.get(sessionId);
  if (!known) return err({ kind: "no_such_session" });
  const { session, outcome } = known;
  if (outcome !== "open") return err({ kind: "session_over", outcome, session });
  if (bank.now() >= session.endsAt) return err({ kind: "session_expired" });
  if (decision === "decline") {
    bank.commit({ type: "session_ended", sessionId, outcome: "declined" });
    return ok({ session, outcome: "declined" });
  }
  const { account, amount, currency, reference } = session.claims;
  const booked = bookTransfer(bank, { account, amount, currency, reference, payer });
  if (!booked.ok) return err({ kind: "no_such_account" });
  bank.commit(...booked.value.facts, { type: "session_ended", sessionId, outcome: "paid" });
  return ok({ session, outcome: "paid" });
}

/** Ends the sessions whose time is over. */
export function expireSessions(bank: Bank): Done[] {
  const now = bank.now();
  const over = [...bank.state.openSessions].filter((id) => {
    const known = bank.state.sessions.get(id);
    return known !== undefined && known.session.endsAt <= now;
  });
  bank.note(...over.map((sessionId) => ({ type: "session_ended", sessionId, outcome: "expired" }) as const));
  return over.map((ref) => ({ what: "payment session", ref, outcome: "expired" }));
}
