import { PUBLIC_BASE } from "@firstlot/functions/api/public/app";
import { z } from "zod";
import { LANTERN } from "../platform/set-up.ts";
import { campaignPath, publicPath } from "./campaign-acts.ts";
import { BACKERS, type BackerName } from "./cast.ts";
import { thing } from "./demo-caller.ts";
import type { DemoCampaign } from "./demo-campaign.ts";
import { ENTERPRISES } from "./enterprises.ts";
import { bankOf } from "./money-acts.ts";
import type { Act, Moment, Scene } from "./scene.ts";

const pledgeView = thing.extend({
  payment: z
    .looseObject({
      reference: z.string(),
      payee: z.looseObject({ account: z.string() }),
      missing: z.looseObject({ amount: z.string(), currency: z.string() }),
    })
    .optional(),
});

type Payment = z.infer<typeof pledgeView>["payment"];

/** Units by tier or add-on: `{ t1: 2, a1: 1 }`. */
type Basket = Readonly<Record<string, number>>;

/** Who wants what, when. */
export type Wish = readonly [day: number, who: BackerName, basket: Basket];

const VIAS = ["newsletter", "maker-fair", "friends", "neighbourhood", "press"] as const;

const nameOf = (campaign: DemoCampaign, who: BackerName, day: number): string =>
  `pledge ${campaign.key} ${who} ${day}`;

/** A backer reserves a basket and says where it is sent. @returns how to pay */
async function reserve(scene: Scene, campaign: DemoCampaign, [day, who, basket]: Wish): Promise<Payment> {
  const { user, country, address, payer } = BACKERS[who];
  const caller = scene.as(user);
  const via = VIAS[Math.floor(day * 10) % VIAS.length] ?? VIAS[0];
  const { id, payment } = await caller.post(`${publicPath(scene, campaign)}/pledges`, pledgeView, {
    json: {
      lines: Object.entries(basket).map(([itemId, quantity]) => ({ itemId, quantity })),
      country,
      method: "transfer",
      via,
    },
  });
  scene.keep(nameOf(campaign, who, day), id);
  const { line, city, postcode } = address;
  await caller.post(`${PUBLIC_BASE}/pledges/${id}/delivery`, z.unknown(), {
    json: { name: payer, lines: [line], city, postcode, country },
  });
  return payment;
}

/** A backer reserves. */
export const reserved = (campaign: DemoCampaign, wish: Wish): Act => ({
  name: `${nameOf(campaign, wish[1], wish[0])} is reserved`,
  at: wish[0],
  what: campaign.title.en,
  run: async (scene) => {
    await reserve(scene, campaign, wish);
  },
});

/** A backer pays what is missing by transfer, at whichever bank holds the campaign's money. */
export const paid = (campaign: DemoCampaign, [day, who]: Wish, at: Moment): Act => ({
  name: `${nameOf(campaign, who, day)} is paid`,
  at,
  what: campaign.title.en,
  run: async (scene) => {
    const pledge = scene.id(nameOf(campaign, who, day));
    const { payment } = await scene.as(BACKERS[who].user).get(`${PUBLIC_BASE}/pledges/${pledge}`, pledgeView);
    await pay(scene, campaign, who, payment);
  },
});

async function pay(scene: Scene, campaign: DemoCampaign, who: BackerName, payment: Payment): Promise<void> {
  const { payer, account } = BACKERS[who];
  if (payment === undefined) return; // an earlier life has paid
  const { payee, missing, reference } = payment;
  const { amount, currency } = missing;
  await scene
    .desk(bankOf(campaign))
    .transfer(
      { account: payee.account, amount, currency, reference, payer: { name: payer, account } },
      { wasTried: scene.wasTried },
    );
}

/** Reserved, and paid within the same hour. */
export const backed = (campaign: DemoCampaign, wish: Wish): Act => {
  const [day, who] = wish;
  return {
    ...reserved(campaign, wish),
    name: nameOf(campaign, who, day),
    run: async (scene) => pay(scene, campaign, who, await reserve(scene, campaign, wish)),
  };
};

/** The money for a reservation that has ended arrives after all, under its old reference. */
export const paidLate = (
  campaign: DemoCampaign,
  [day, who]: Wish,
  { at, amount }: { at: number; amount: string },
): Act => ({
  name: `${nameOf(campaign, who, day)} is paid late`,
  at,
  what: campaign.title.en,
  run: async (scene) => {
    const { payer, account } = BACKERS[who];
    const custody = LANTERN.accounts.find(({ currency }) => currency === campaign.currency)?.custody ?? "";
    const reference = scene.id(`reference ${nameOf(campaign, who, day)}`);
    await scene
      .desk(bankOf(campaign))
      .transfer(
        { account: custody, amount, currency: campaign.currency, reference, payer: { name: payer, account } },
        { wasTried: scene.wasTried },
      );
  },
});

/** A backer notes how to pay, and does not pay yet. */
export const reservedForLater = (campaign: DemoCampaign, wish: Wish): Act => {
  const [day, who] = wish;
  return {
    ...reserved(campaign, wish),
    run: async (scene) => {
      const payment = await reserve(scene, campaign, wish);
      scene.keep(`reference ${nameOf(campaign, who, day)}`, payment?.reference ?? "");
    },
  };
};

const ownAct = (
  campaign: DemoCampaign,
  [day, who]: Wish,
  { at, act, what }: { at: Moment; act: string; what: string },
): Act => ({
  name: `${nameOf(campaign, who, day)} ${what}`,
  at,
  what: campaign.title.en,
  run: async (scene) => {
    const id = scene.id(nameOf(campaign, who, day));
    await scene.as(BACKERS[who].user).post(`${PUBLIC_BASE}/pledges/${id}/${act}`, thing);
  },
});

/** A backer changes their mind. */
export const withdrawn = (campaign: DemoCampaign, wish: Wish, at: Moment): Act =>
  ownAct(campaign, wish, { at, act: "withdraw", what: "is withdrawn" });

/** A backer says that the goods have come. */
export const received = (campaign: DemoCampaign, wish: Wish, at: Moment): Act =>
  ownAct(campaign, wish, { at, act: "confirm-delivery", what: "has arrived" });

/** The enterprise sends the goods of a pledge. */
export const sent = (campaign: DemoCampaign, [day, who]: Wish, at: Moment): Act => ({
  name: `${nameOf(campaign, who, day)} is sent`,
  at,
  what: campaign.title.en,
  run: async (scene) => {
    const pledge = scene.id(nameOf(campaign, who, day));
    await scene
      .as(ENTERPRISES[campaign.enterprise].owner)
      .post(`${campaignPath(scene, campaign)}/pledges/${pledge}/fulfil`, thing, {
        json: { tracking: `CTT-${4_100 + Math.round(day * 10)}` },
      });
  },
});
