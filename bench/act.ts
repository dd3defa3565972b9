import { randomUUID } from "node:crypto";
import { accountNumberSchema, bankReferenceSchema } from "@firstlot/core/bank/account-number";
import type { Offer } from "@firstlot/core/campaign/offer";
import { systemCommand } from "@firstlot/core/kernel/command";
import { instantOf } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { money } from "@firstlot/core/money/money";
import { workIdOf } from "@firstlot/core/work/work-item";
import { confirmationText } from "@firstlot/partner-kit/messages";
import { signWebhook } from "@firstlot/partner-kit/webhook-signature";
import { z } from "zod";
import type { Functions, Stage } from "./stage.ts";

const pledged = z.looseObject({ id: z.string(), payment: z.looseObject({ reference: z.string() }) });
const BASKET = JSON.stringify({ lines: [{ itemId: "t1", quantity: 1 }], country: "DE", method: "page" });

/** The status of a request to reserve one unit, and its body's text. */
export async function tryToPledge(
  { publicApp }: Pick<Functions, "publicApp">,
  { campaignId }: Offer,
  { token, key = randomUUID() }: { token: string; key?: string },
): Promise<{ status: number; text: string }> {
  const answer = await publicApp.request(`/api/public/v1/campaigns/${campaignId}/pledges`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "idempotency-key": key,
      "content-type": "application/json",
    },
    body: BASKET,
  });
  return { status: answer.status, text: await answer.text() };
}

/** A backer who has not pledged yet reserves one unit. */
export async function pledge(stage: Stage, offer: Offer, functions = stage.functions) {
  const { status, text } = await tryToPledge(functions, offer, { token: stage.nextBacker() });
  invariant(status === 201, `a pledge is reserved: ${text}`);
  return pledged.parse(JSON.parse(text));
}

/** The bank signs that the money came; the message is taken in, and the worker applies it. */
export async function confirm(
  stage: Stage,
  { partnerId }: Offer,
  { reference }: { reference: string },
  functions = stage.functions,
): Promise<void> {
  const now = Date.now();
  const body = confirmationText({
    type: "payment.received",
    timestamp: instantOf(now),
    data: {
      reference,
      account: stage.custody,
      amount: "15.00",
      currency: "EUR",
      bankReference: `BR${randomUUID().replaceAll("-", "")}`,
      bookedAt: instantOf(now),
      payer: { name: "A Backer", account: "DE89370400440532013000" },
    },
  });
  const id = randomUUID();
  const signed = signWebhook({
    id,
    timestampSeconds: Math.floor(now / 1_000),
    body,
    keys: [stage.bankSigningKey],
  });
  invariant(signed.ok, "a message is signed");
  const answer = await functions.partnerApp.request("/api/partner/v1/confirmations", {
    method: "POST",
    headers: { ...signed.value, "firstlot-partner": partnerId, "content-type": "application/json" },
    body,
  });
  invariant(answer.status === 200, `a confirmation is taken in: ${answer.status}`);
  const work = workIdOf({ kind: "bank.apply-fact", cause: [partnerId, id] });
  const done = await functions.work({
    Records: [queued(JSON.stringify({ pk: `WORK#${work}`, sk: "STATE" }))],
  });
  invariant(done.batchItemFailures.length === 0, "the worker applies it");
}

/** The money is booked as a statement's line books it: no message, no work. */
export async function collect(
  stage: Stage,
  { partnerId }: Offer,
  { reference }: { reference: string },
  { wired }: Pick<Functions, "wired">,
): Promise<void> {
  const { business, wall } = wired.platform.clock;
  const command = systemCommand({ name: "bench", cause: [reference], now: business(), wall: wall() });
  const collected = await wired.apply.collect(command, {
    partnerId,
    account: stage.custody,
    reference,
    bankReference: bankReferenceSchema.parse(`BR${randomUUID().replaceAll("-", "")}`),
    amount: money(15_00, "EUR"),
    bookedAt: business(),
    payer: { name: "A Backer", account: accountNumberSchema.parse("DE89370400440532013000") },
  });
  invariant(collected.ok, "the money is booked");
}

const queued = (body: string) => ({
  messageId: "m",
  receiptHandle: "r",
  body,
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "0",
    SenderId: "s",
    ApproximateFirstReceiveTimestamp: "0",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:local:000000000000:work",
  awsRegion: "local",
});
