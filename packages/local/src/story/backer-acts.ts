import { z } from "zod";
import type { Answered, Caller } from "./caller.ts";
import { moneyText, PUBLIC, type Stage, withId } from "./stage.ts";

/** A pledge as its backer reads it. */
export const pledgeView = withId.extend({
  total: moneyText,
  received: moneyText,
  payBy: z.string(),
  refundIds: z.array(z.string()),
  payment: z
    .looseObject({
      reference: z.string(),
      payee: z.looseObject({ account: z.string() }),
      missing: moneyText,
      pageUrl: z.string().optional(),
    })
    .optional(),
});
export type PledgeView = z.output<typeof pledgeView>;

/** What somebody wants: units by tier or add-on, where to, how it is paid. */
export interface Basket {
  readonly units: Readonly<Record<string, number>>;
  readonly country?: string;
  readonly method?: "transfer" | "page";
}

/** Asks for a basket and gives back whatever was answered. */
export const askForPledge = (
  backer: Caller,
  campaignId: string,
  { units, country = "DE", method = "transfer" }: Basket,
  key?: string,
): Promise<Answered> =>
  backer.ask("POST", `${PUBLIC}/campaigns/${campaignId}/pledges`, {
    json: {
      lines: Object.entries(units).map(([itemId, quantity]) => ({ itemId, quantity })),
      country,
      method,
      via: "story",
    },
    ...(key === undefined ? {} : { key }),
  });

/** Reserves a basket. */
export async function reserved(backer: Caller, campaignId: string, basket: Basket): Promise<PledgeView> {
  const answered = await askForPledge(backer, campaignId, basket);
  if (answered.status >= 300) throw new Error(`a reservation was refused: ${JSON.stringify(answered.body)}`);
  return pledgeView.parse(answered.body);
}

export const readPledge = (backer: Caller, pledgeId: string): Promise<PledgeView> =>
  backer.do("GET", `${PUBLIC}/pledges/${pledgeId}`, pledgeView);

/** Who pays. */
export interface Payer {
  readonly name: string;
  readonly account: string;
}

const paymentOf = ({ payment, id }: PledgeView) => {
  if (payment === undefined) throw new Error(`${id} does not say how it is paid`);
  return payment;
};

/** Pays a pledge by transfer at the bank: what is missing, or another amount. */
export async function transferred(
  stage: Stage,
  pledge: PledgeView,
  { payer, amount }: { payer: Payer; amount?: string },
): Promise<void> {
  const { payee, missing, reference } = paymentOf(pledge);
  await stage.bank.do("POST", "/transfers", z.looseObject({ bankReference: z.string() }), {
    json: {
      account: payee.account,
      amount: amount ?? missing.amount,
      currency: missing.currency,
      reference,
      payer,
    },
  });
}

/** Pays a pledge on the bank's own page, as a browser does: opens the link, sends its form. */
export async function paidOnPage(pledge: PledgeView, payer: Payer): Promise<void> {
  const { pageUrl } = paymentOf(pledge);
  if (pageUrl === undefined) throw new Error(`${pledge.id} has no payment page`);
  const page = await (await fetch(pageUrl)).text();
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
  if (action === undefined) throw new Error("the bank's page has no form");
  const answer = await fetch(new URL(action, pageUrl), {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ decision: "pay", name: payer.name, account: payer.account }),
  });
  if (answer.status !== 303) throw new Error(`the bank's page answered ${answer.status}`);
}
