import { z } from "zod";
import { readPledge } from "./backer-acts.ts";
import type { Caller } from "./caller.ts";
import type { Maker } from "./campaign-acts.ts";
import { together } from "./crowd.ts";
import type { Backed } from "./pledging.ts";
import { paper, reviewed, upload } from "./review-acts.ts";
import { moneyText, PUBLIC, type Stage, withId } from "./stage.ts";

const AT_ONCE = 8;
const refundView = withId.extend({ amount: moneyText, failure: z.string().optional() });
const tranche = withId.extend({ amount: moneyText, position: z.int(), caseId: z.string().optional() });
const tranches = z.looseObject({ items: z.array(tranche) });

/** One of a backer's refunds. */
export const readRefund = (backer: Caller, refundId: string) =>
  backer.do("GET", `${PUBLIC}/refunds/${refundId}`, refundView);

/** Says at the bank that an account was closed: what is sent there comes back. */
export const closedAtBank = (stage: Stage, account: string) =>
  stage.bank.do("POST", "/admin/closed-accounts", z.unknown(), { json: { account } });

/** A refund came back; its backer names another account with step-up, and the bank checks the name. */
export async function anotherAccount(
  stage: Stage,
  { backer, pledge }: Backed,
  { steppedUp, account }: { steppedUp: Caller; account: string },
): Promise<void> {
  if (pledge === undefined) return;
  const { refundIds, status } = await readPledge(backer.caller, pledge.id);
  const refundId = refundIds.at(-1) ?? "";
  const failed = await readRefund(backer.caller, refundId);
  stage.tell(`refund ${refundId} came back (${failed.failure}): ${failed.status}, pledge ${status}`);
  await steppedUp.do("POST", `${PUBLIC}/refunds/${refundId}/account`, withId, {
    json: { name: backer.name, account },
  });
  await stage.settle();
  stage.tell(`${backer.name} named another account: ${(await readRefund(backer.caller, refundId)).status}`);
}

const planOf = ({ enterpriseId }: Maker, campaignId: string) =>
  `${PUBLIC}/enterprises/${enterpriseId}/campaigns/${campaignId}`;

/** The tranches in the order of the plan. */
export const tranchesOf = async (maker: Maker, campaignId: string) =>
  (await maker.owner.do("GET", `${planOf(maker, campaignId)}/tranches`, tranches)).items;

/** Asks for a payment from the campaign account: to a supplier with its invoice, or to the payout account. */
export async function paymentAsked(
  stage: Stage,
  maker: Maker,
  asked: {
    by: Caller;
    campaignId: string;
    lineId: string;
    amount: string;
    supplier?: { name: string; account: string };
  },
): Promise<string> {
  const { by, campaignId, lineId, amount, supplier } = asked;
  const at = `${planOf(maker, campaignId)}/payments`;
  const content = paper(`invoice for ${lineId} ${amount}`);
  const invoice =
    supplier &&
    (await upload(by, maker.enterpriseId, {
      type: "supplier_invoice",
      content,
      contentType: "application/pdf",
    }));
  const { id } = await by.do("POST", at, withId, {
    json: {
      lineId,
      amount: { amount, currency: "EUR" },
      ...(supplier === undefined ? {} : { payee: supplier }),
      ...(invoice === undefined ? {} : { invoiceEvidenceId: invoice.id }),
    },
  });
  if (invoice !== undefined) await stage.settle(); // the invoice is scanned before money is asked for
  const { status } = await by.do("POST", `${at}/${id}/submit`, withId);
  stage.tell(`payment of ${amount} for ${lineId} to ${supplier?.name ?? "the payout account"}: ${status}`);
  return id;
}

/** The state of a payment request. */
export const paymentStatus = async (
  maker: Maker,
  { campaignId, paymentId }: { campaignId: string; paymentId: string },
): Promise<string> =>
  (await maker.owner.do("GET", `${planOf(maker, campaignId)}/payments/${paymentId}`, withId)).status;

/** The second tranche is asked for with its evidence, and two persons release it. */
export async function secondTranche(
  stage: Stage,
  maker: Maker,
  { by, campaignId }: { by: Caller; campaignId: string },
): Promise<void> {
  const second = (await tranchesOf(maker, campaignId)).find(({ position }) => position === 2);
  if (second === undefined) throw new Error("the plan has two tranches");
  const evidence = await upload(by, maker.enterpriseId, {
    type: "tranche_evidence",
    content: paper("the jars are filled"),
    contentType: "application/pdf",
  });
  await stage.settle(); // it is scanned before it counts
  const requested = await by.do(
    "POST",
    `${planOf(maker, campaignId)}/tranches/${second.id}/request`,
    tranche,
    { json: { evidenceIds: [evidence.id] } },
  );
  stage.tell(`second tranche of ${second.amount.amount}: ${requested.status} with its evidence`);
  await reviewed(stage, requested.caseId ?? "");
  stage.tell("second tranche: released by two persons");
}

/** The enterprise sends everything; those who asked to say so themselves confirm that it has arrived. */
export async function delivered(
  stage: Stage,
  maker: Maker,
  { campaignId, backed }: { campaignId: string; backed: readonly Backed[] },
): Promise<void> {
  let sent = 0;
  let confirmed = 0;
  await together(backed, AT_ONCE, async ({ backer, pledge }, i) => {
    if (pledge === undefined) return;
    const { status } = await readPledge(backer.caller, pledge.id);
    if (status !== "confirmed") return;
    if (backer.group === "retry") {
      await backer.caller.do("POST", `${PUBLIC}/pledges/${pledge.id}/confirm-delivery`, withId);
      confirmed += 1;
      return;
    }
    const tracking = { json: { tracking: `DHL-${1_000 + i}` } };
    await maker.owner.do(
      "POST",
      `${planOf(maker, campaignId)}/pledges/${pledge.id}/fulfil`,
      withId,
      tracking,
    );
    sent += 1;
  });
  stage.tell(`goods: ${sent} sent with a tracking reference, ${confirmed} confirmed by their backers`);
}
