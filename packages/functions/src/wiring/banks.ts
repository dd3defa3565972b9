import type { AccountNumber } from "@firstlot/core/bank/account-number";
import { bankAccountId, custodyAccountFor, openCampaignBankAccount } from "@firstlot/core/bank/bank-account";
import { type Partner, takesInstructions } from "@firstlot/core/bank/partner";
import { listPartners, loadPartner } from "@firstlot/core/bank/partner-store";
import type { AskBank } from "@firstlot/core/bank/query-instruction";
import type { CampaignBank } from "@firstlot/core/campaign/campaign-deps";
import type { NameCheckBank } from "@firstlot/core/enterprise/enterprise-deps";
import { type PartnerId, partnerIdSchema } from "@firstlot/core/identity/actor";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { Currency } from "@firstlot/core/money/currency";
import { custodyNumberOf } from "@firstlot/core/pledge/give-back";
import type { NameCheck } from "@firstlot/core/refund/new-refund-account";
import { instructionStatusSchema, nameCheckAnswerSchema } from "@firstlot/partner-kit/bank-query";
import type { Platform } from "../platform.ts";

const HTTP_OK = 200;
/** A bank that answers so has taken the question: its staff answer it in the partner API. */
const HTTP_ACCEPTED = 202;

/**
 * Calls a bank's own API through the one guarded sender; anything but an answer throws, and the work tries again.
 * @returns the answer, or `undefined` when the bank will answer later
 */
async function askApi(
  platform: Platform,
  partnerId: PartnerId,
  request: { path: string; body?: unknown },
): Promise<unknown> {
  const partner = await loadPartner(platform.store, partnerId);
  invariant(partner !== undefined, "a question goes to a partner that exists");
  const { path, body } = request;
  const outcome = await platform.send({
    url: `${partner.apiUrl.replace(/\/$/, "")}${path}`,
    method: body === undefined ? "GET" : "POST",
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (outcome.kind === "answered" && outcome.status === HTTP_ACCEPTED) return undefined;
  if (outcome.kind !== "answered" || outcome.status !== HTTP_OK)
    throw new Error(
      `the bank did not answer: ${outcome.kind === "answered" ? outcome.status : outcome.reason}`,
    );
  return JSON.parse(outcome.body);
}

/** The first partner that takes part and holds a currency, with its custody account. */
async function holderOf(
  platform: Platform,
  currency: Currency,
): Promise<{ partner: Partner; custody: AccountNumber } | undefined> {
  for (const partner of await listPartners(platform.store)) {
    if (!takesInstructions(partner) || !partner.currencies.includes(currency)) continue;
    const custody = await custodyAccountFor(platform.store, { partnerId: partner.id, currency });
    if (custody !== undefined) return { partner, custody };
  }
  return undefined;
}

/** The banks as the capabilities see them: who holds a currency, and what a bank says when it is asked. */
export function bankPorts(platform: Platform): {
  campaignBank: CampaignBank;
  askBank: AskBank;
  nameCheckBank: NameCheckBank;
  refundNameCheck: NameCheck;
  bankName: (partnerId: string) => Promise<string | undefined>;
} {
  const checkName = async (partnerId: PartnerId, question: { account: string; name: string }) => {
    const answer = await askApi(platform, partnerId, { path: "/v1/name-check", body: question });
    return answer === undefined ? "asked" : nameCheckAnswerSchema.parse(answer).result;
  };
  return {
    campaignBank: {
      custodyFor: async (currency) => {
        const holder = await holderOf(platform, currency);
        return holder === undefined
          ? undefined
          : {
              partnerId: holder.partner.id,
              custodyAccount: bankAccountId({ partnerId: holder.partner.id, number: holder.custody }),
            };
      },
      openBook: ({ partnerId, custodyAccount, currency, campaignId }, at) =>
        openCampaignBankAccount({
          partnerId,
          custody: custodyNumberOf({ custodyAccount }),
          currency,
          campaignId,
          at,
        }).writes,
    },
    askBank: async ({ partnerId, endToEndId }) =>
      instructionStatusSchema.parse(
        await askApi(platform, partnerId, { path: `/v1/instructions/${endToEndId}` }),
      ),
    nameCheckBank: {
      ask: async ({ account }) => {
        const holder = await holderOf(platform, account.currency);
        if (holder === undefined) throw new Error("no partner bank checks names in this currency now");
        const partnerId = holder.partner.id;
        const answer = await checkName(partnerId, { account: account.number, name: account.name });
        return answer === "asked" ? { kind: "asked", partnerId } : { kind: "answered", partnerId, answer };
      },
    },
    refundNameCheck: ({ partnerId, payee }) =>
      checkName(partnerId, { account: payee.account, name: payee.name }),
    bankName: bankNames(platform),
  };
}

/** How long a bank's name is used again: campaign pages show it, and a read each time would double their price. */
const NAME_KEPT_MS = 60_000;

function bankNames({ store, clock }: Platform): (partnerId: string) => Promise<string | undefined> {
  const kept = new Map<string, { name: string; until: number }>();
  return async (partnerId) => {
    const nowMs = Date.parse(clock.wall());
    const known = kept.get(partnerId);
    if (known !== undefined && nowMs < known.until) return known.name;
    const id = partnerIdSchema.safeParse(partnerId);
    const partner = id.success ? await loadPartner(store, id.data) : undefined;
    if (partner !== undefined) kept.set(partnerId, { name: partner.name, until: nowMs + NAME_KEPT_MS });
    return partner?.name;
  };
}
