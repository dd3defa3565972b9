import {
  type InstructionStatus,
  type NameCheckAnswer,
  nameCheckRequestSchema,
} from "@firstlot/partner-kit/bank-query";
import { wireDateSchema } from "@firstlot/partner-kit/wire-format";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import type { Bank } from "./bank.ts";
import { transferSchema } from "./bank-fact.ts";
import { statementFile } from "./bank-statement.ts";
import { bookTransfer } from "./incoming-transfer.ts";
import { receiveWebhook } from "./receive-webhook.ts";

/** Names compared as people write them: case, accents, punctuation and the order of words do not matter. */
function comparable(name: string): string {
  const letters = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return letters
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .sort()
    .join(" ");
}

/** Two names are close when all words of the shorter one occur in the longer one. */
function isClose(a: string, b: string): boolean {
  const [shorter = [], longer = []] = [a.split(" "), b.split(" ")].sort((x, y) => x.length - y.length);
  return shorter.length > 0 && shorter.every((word) => longer.includes(word));
}

/**
 * Answers a name check from this bank's accounts and from the directory that `POST /admin/names` fills. Accounts that
 * are in neither belong to the outside world of the sandbox: those ending in 1111 are `close`, in 0000 `mismatch`,
 * all others `match`.
 * @returns nothing for those ending in 3333: the bank's people are to answer
 */
export function nameCheck(
  bank: Bank,
  { account, name }: { account: string; name: string },
): NameCheckAnswer | undefined {
  const held = bank.state.accounts.get(account)?.account.holder ?? bank.state.names.get(account);
  if (held === undefined) {
    if (account.endsWith("3333")) return undefined;
    if (account.endsWith("0000")) return { account, result: "mismatch" };
    return account.endsWith("1111")
      ? { account, result: "close", heldName: `${name} Ltd`.slice(0, 70) }
      : { account, result: "match" };
  }
  const [asked, known] = [comparable(name), comparable(held)];
  if (asked === known) return { account, result: "match" };
  return isClose(asked, known)
    ? { account, result: "close", heldName: held }
    : { account, result: "mismatch" };
}

/** What this bank knows about an end-to-end id; an order that was stored but not yet looked at is already known. */
function instructionStatus(bank: Bank, endToEndId: string): InstructionStatus {
  const known = bank.state.instructions.get(endToEndId);
  if (!known) return { known: false, endToEndId };
  const { instruction, status, sequence, bankReference, bookedAt, reason } = known;
  return {
    known: true,
    endToEndId,
    instructionId: instruction.instructionId,
    status,
    sequence,
    amount: instruction.amount,
    currency: instruction.currency,
    bankReference,
    bookedAt,
    ...(reason === undefined ? {} : { reason }),
  };
}

const statementQuerySchema = z.object({
  day: wireDateSchema,
  format: z.enum(["camt053", "csv"]).default("camt053"),
});

/** What the outside world reaches: the platform's webhooks and questions, payers' transfers, statements. */
export const bankRoutes = (bank: Bank, { kick, settle }: { kick: () => void; settle: () => void }) =>
  new Hono()
    .post("/webhooks/:partnerId", bodyLimit({ maxSize: 20_000 }), async (c) => {
      const body = new Uint8Array(await c.req.arrayBuffer());
      const answer = receiveWebhook(bank, {
        partnerId: c.req.param("partnerId"),
        headers: c.req.raw.headers,
        body,
      });
      kick();
      return c.json(answer.body, answer.status);
    })
    .get("/v1/instructions/:endToEndId", (c) => {
      settle(); // orders that were only stored are looked at first, so that "not known" is true
      return c.json(instructionStatus(bank, c.req.param("endToEndId")));
    })
    .post("/v1/name-check", bodyLimit({ maxSize: 4_000 }), async (c) => {
      const request = nameCheckRequestSchema.safeParse(await c.req.json().catch(() => undefined));
      if (!request.success) return c.json({ code: "malformed_request" }, 400);
      const answer = nameCheck(bank, request.data);
      return answer === undefined ? c.body(null, 202) : c.json(answer);
    })
    .post("/transfers", bodyLimit({ maxSize: 4_000 }), async (c) => {
      const transfer = transferSchema.safeParse(await c.req.json().catch(() => undefined));
      if (!transfer.success)
        return c.json({ code: "malformed_request", detail: z.prettifyError(transfer.error) }, 400);
      const booked = bookTransfer(bank, transfer.data);
      if (!booked.ok) return c.json({ code: booked.error.kind }, 422);
      bank.commit(...booked.value.facts);
      kick();
      return c.json({ bankReference: booked.value.bankReference }, 201);
    })
    .get("/statements/:account", (c) => {
      const query = statementQuerySchema.safeParse(c.req.query());
      if (!query.success) return c.json({ code: "malformed_request" }, 400);
      const { day, format } = query.data;
      const file = statementFile(bank, { account: c.req.param("account"), day, format });
      if (!file.ok)
        return c.json({ code: file.error.kind }, file.error.kind === "no_such_account" ? 404 : 409);
      const type = format === "csv" ? "text/csv; charset=utf-8" : "application/xml; charset=utf-8";
      return c.body(file.value.body, 200, { "content-type": type });
    })
    .get("/health", (c) => c.json({ status: "ok", now: bank.now(), booksId: bank.state.booksId }));
