import type { Payee } from "@firstlot/core/bank/account-number";
import { type Partner, takesInstructions } from "@firstlot/core/bank/partner";
import { listPartners, loadPartner } from "@firstlot/core/bank/partner-store";
import type { AskBank } from "@firstlot/core/bank/query-instruction";
import type { NameCheckBank } from "@firstlot/core/enterprise/enterprise-deps";
import type { PartnerId } from "@firstlot/core/identity/actor";
import type { NameCheck } from "@firstlot/core/refund/new-refund-account";
import { instructionStatusSchema, nameCheckAnswerSchema } from "@firstlot/partner-kit/bank-query";
import type { Platform } from "./platform.ts";

/** The bank gave no usable answer; nothing is concluded and the work comes again. */
export class BankUnreachableError extends Error {
  override name = "BankUnreachableError";
}

type ClientPlatform = Pick<Platform, "store" | "send">;

async function partnerOr(platform: ClientPlatform, id: PartnerId): Promise<Partner> {
  const partner = await loadPartner(platform.store, id);
  if (!partner) throw new BankUnreachableError("no such bank partner");
  return partner;
}

/** One call of a bank's own API, by the sender that reaches partners' servers and nothing else. */
async function call(
  { send }: ClientPlatform,
  partner: Partner,
  request: { path: string; body?: unknown },
): Promise<unknown> {
  const url = `${partner.apiUrl.replace(/\/$/, "")}${request.path}`;
  const accept = { accept: "application/json" };
  const outcome = await send(
    request.body === undefined
      ? { url, method: "GET", headers: accept }
      : {
          url,
          method: "POST",
          headers: { ...accept, "content-type": "application/json" },
          body: JSON.stringify(request.body),
        },
  );
  if (outcome.kind !== "answered")
    throw new BankUnreachableError(`the bank was not reached: ${outcome.reason}`);
  if (outcome.status !== 200) throw new BankUnreachableError(`the bank answered ${outcome.status}`);
  return JSON.parse(outcome.body);
}

/** Asks a silent bank about an instruction. */
export const askBank =
  (platform: ClientPlatform): AskBank =>
  async ({ partnerId, endToEndId }) => {
    const partner = await partnerOr(platform, partnerId);
    const path = `/v1/instructions/${encodeURIComponent(endToEndId)}`;
    return instructionStatusSchema.parse(await call(platform, partner, { path }));
  };

async function checkName(
  platform: ClientPlatform,
  partner: Partner,
  payee: { name: string; account: string },
) {
  const { name, account } = payee;
  const answer = await call(platform, partner, { path: "/v1/name-check", body: { name, account } });
  return nameCheckAnswerSchema.parse(answer).result;
}

/** Asks the bank that will pay a refund whether the new account is the backer's. */
export const refundNameCheck =
  (platform: ClientPlatform): NameCheck =>
  async ({ partnerId, payee }: { partnerId: PartnerId; payee: Payee }) =>
    checkName(platform, await partnerOr(platform, partnerId), payee);

/** Asks a bank of the account's currency whether a payout account is the enterprise's. */
export const payoutNameCheck = (platform: ClientPlatform): NameCheckBank => ({
  ask: async ({ account: { name, number, currency } }) => {
    const partners = await listPartners(platform.store);
    const able = partners.filter(takesInstructions);
    const partner = able.find(({ currencies }) => currencies.includes(currency)) ?? able[0];
    if (!partner) throw new BankUnreachableError("no bank takes instructions at present");
    const answer = await checkName(platform, partner, { name, account: number });
    return { kind: "answered", partnerId: partner.id, answer };
  },
});
