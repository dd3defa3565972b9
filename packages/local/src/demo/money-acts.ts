import { BACKOFFICE_BASE } from "@firstlot/functions/api/backoffice/app";
import { PARTNER_BASE } from "@firstlot/functions/api/partner/app";
import { z } from "zod";
import type { DemoUser } from "../identity-provider/identity-provider.ts";
import { HARBOUR_OF_TWO, LANTERN } from "../platform/set-up.ts";
import { campaignPath } from "./campaign-acts.ts";
import { thing } from "./demo-caller.ts";
import type { DemoCampaign } from "./demo-campaign.ts";
import { paper, uploaded } from "./enterprise-acts.ts";
import type { Act, Moment, Scene } from "./scene.ts";

const tranches = z.looseObject({ items: z.array(thing.extend({ position: z.int() })) });
const partners = z.looseObject({ items: z.array(z.looseObject({ id: z.string(), clientId: z.string() })) });
const endpoints = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

/** The bank that holds a campaign's money, by its client id. */
export const bankOf = ({ currency }: Pick<DemoCampaign, "currency">): string =>
  currency === "EUR" ? HARBOUR_OF_TWO.clientId : LANTERN.clientId;

/** The enterprise hands in the evidence for a tranche and, once it was scanned, asks for it. */
export const trancheAsked = (
  campaign: DemoCampaign,
  day: number,
  asked: { by: DemoUser; position: number; evidence: string },
): readonly Act[] => {
  const { by, position, evidence } = asked;
  const name = `${campaign.key} tranche ${position}`;
  const what = campaign.title.en;
  return [
    {
      name: `${name} has evidence`,
      at: day,
      what,
      run: async (scene) => {
        const file = paper(`${campaign.key} ${evidence}`);
        const told = { key: campaign.enterprise, type: "tranche_evidence", file };
        scene.keep(`evidence ${name}`, await uploaded(scene, by, told));
      },
    },
    {
      name: `${name} is asked for`,
      at: day + 0.02,
      what,
      run: async (scene) => {
        const path = `${campaignPath(scene, campaign)}/tranches`;
        const all = (await scene.as(by).get(path, tranches)).items;
        const tranche = all.find((one) => one.position === position);
        const json = { evidenceIds: [scene.id(`evidence ${name}`)] };
        const { caseId } = await scene
          .as(by)
          .post(`${path}/${tranche?.id}/request`, z.looseObject({ caseId: z.string() }), { json });
        scene.keep(`case ${name}`, caseId);
      },
    },
  ];
};

/** A payment from the campaign account, as its enterprise asks for it. */
export interface DemoPayment {
  readonly key: string;
  readonly by: DemoUser;
  readonly line: string;
  readonly amount: string;
  /** Absent: to the payout account, on the line of own costs. */
  readonly supplier?: { readonly name: string; readonly account: string };
  readonly note: string;
}

async function writtenDown(scene: Scene, campaign: DemoCampaign, payment: DemoPayment): Promise<string> {
  const { by, key, line, amount, supplier, note } = payment;
  const { enterprise, currency } = campaign;
  const file = paper(`invoice ${key}`);
  const invoice =
    supplier && (await uploaded(scene, by, { key: enterprise, type: "supplier_invoice", file }));
  const { id } = await scene.as(by).post(`${campaignPath(scene, campaign)}/payments`, thing, {
    json: {
      lineId: line,
      amount: { amount, currency },
      note,
      ...(supplier === undefined ? {} : { payee: supplier }),
      ...(invoice === undefined ? {} : { invoiceEvidenceId: invoice }),
    },
    label: key,
  });
  scene.keep(`payment ${key}`, id);
  return id;
}

/** A payment is written down, and nothing is asked for yet. */
export const paymentDrafted = (campaign: DemoCampaign, at: Moment, payment: DemoPayment): Act => ({
  name: `payment ${payment.key} is drafted`,
  at,
  what: campaign.title.en,
  run: async (scene) => {
    await writtenDown(scene, campaign, payment);
  },
});

/** A payment is written down and, once its invoice was scanned, asked for. */
export const paymentAsked = (campaign: DemoCampaign, day: number, payment: DemoPayment): readonly Act[] => [
  paymentDrafted(campaign, day, payment),
  paymentSubmitted(campaign, day + 0.02, payment),
];

/** A payment that was written down is asked for. */
export const paymentSubmitted = (campaign: DemoCampaign, at: Moment, { key, by }: DemoPayment): Act => ({
  name: `payment ${key} is asked for`,
  at,
  what: campaign.title.en,
  run: async (scene) => {
    const path = `${campaignPath(scene, campaign)}/payments/${scene.id(`payment ${key}`)}`;
    await scene.as(by).post(`${path}/submit`, thing);
  },
});

/** The first of two approvers agrees. */
export const paymentAgreed = (key: string, at: Moment): Act => ({
  name: `payment ${key} is agreed to`,
  at,
  what: "review",
  run: async (scene) => {
    await scene.approver.post(`${BACKOFFICE_BASE}/payments/${scene.id(`payment ${key}`)}/approve`, thing);
  },
});

/** A reviewer refuses a payment. */
export const paymentRefused = (key: string, at: Moment, reason: string): Act => ({
  name: `payment ${key} is refused`,
  at,
  what: "review",
  run: async (scene) => {
    await scene.analyst.post(`${BACKOFFICE_BASE}/payments/${scene.id(`payment ${key}`)}/refuse`, thing, {
      json: { reason },
    });
  },
});

/** An account elsewhere is closed: what is sent there comes back. */
export const accountClosed = (bank: string, at: Moment, account: string): Act => ({
  name: `${account} is closed at ${bank}`,
  at,
  what: "banks",
  run: (scene) => scene.desk(bank).closeAccount(account),
});

/** Somebody pays without saying what for: the money waits in suspense, a difference is open. */
export const strayMoney = (at: Moment): Act => ({
  name: "money without a reference",
  at,
  what: "banks",
  run: (scene) =>
    scene.desk(HARBOUR_OF_TWO.clientId).transfer(
      {
        account: HARBOUR_OF_TWO.accounts[0]?.custody ?? "",
        amount: "48.00",
        currency: "EUR",
        reference: "cork pots for my sister",
        payer: { name: "A. Nogueira", account: "DE91512108001245126396" },
      },
      { wasTried: scene.wasTried },
    ),
});

const partnerOf = async (scene: Scene, clientId: string): Promise<string> => {
  const { items } = await scene.operator.get(`${BACKOFFICE_BASE}/partners`, partners);
  const id = items.find((one) => one.clientId === clientId)?.id;
  if (id === undefined) throw new Error(`no partner signs in as ${clientId}`);
  return id;
};

/** The receiver of the second bank breaks. */
export const receiverBroken = (at: Moment): Act => ({
  name: "the receiver of the second bank breaks",
  at,
  what: "banks",
  run: async (scene) => {
    const { clientId } = LANTERN;
    await scene.desk(clientId).breakReceiver(await partnerOf(scene, clientId));
  },
});

/** A bank's machine asks for a ping to each of its endpoints. */
export const pinged = (clientId: string, at: Moment): Act => ({
  name: `${clientId} is pinged at ${at}`,
  at,
  what: "banks",
  run: async (scene) => {
    const machine = scene.machine(clientId);
    for (const { id } of (await machine.get(`${PARTNER_BASE}/endpoints`, endpoints)).items)
      await machine.post(`${PARTNER_BASE}/endpoints/${id}/ping`, z.unknown());
  },
});
