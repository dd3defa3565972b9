import { accountNumberSchema, type Payee } from "@firstlot/core/bank/account-number";
import type { Partner } from "@firstlot/core/bank/partner";
import { loadPartner } from "@firstlot/core/bank/partner-store";
import type { PartnerId } from "@firstlot/core/identity/actor";
import { invariant } from "@firstlot/core/kernel/invariant";
import { formatAmount } from "@firstlot/core/money/money";
import { custodyNumberOf } from "@firstlot/core/pledge/give-back";
import type { PaymentDesk } from "@firstlot/core/pledge/payment-desk";
import { signPaymentLink } from "@firstlot/partner-kit/payment-link";
import type { Platform } from "./platform.ts";

/** How long what is known of a bank is used again: calendars and page addresses change by the day at most. */
const PARTNER_KEPT_MS = 60_000;

/** The holder's name of every custody account, as a payer must write it. */
const CUSTODY_HOLDER = "Firstlot backers' custody";

/**
 * The bank's public side for pledging: calendar, custody account and signed payment links. Links are signed here,
 * without a call to the bank.
 */
export function paymentDesk(
  platform: Pick<Platform, "store" | "clock" | "paymentLinkKey" | "origin">,
): PaymentDesk {
  const kept = new Map<PartnerId, { partner: Partner; until: number }>();
  const partnerOf = async (id: PartnerId): Promise<Partner> => {
    const nowMs = Date.parse(platform.clock.wall());
    const known = kept.get(id);
    if (known !== undefined && nowMs < known.until) return known.partner;
    const partner = await loadPartner(platform.store, id);
    invariant(partner !== undefined, "an offer names a partner that exists");
    kept.set(id, { partner, until: nowMs + PARTNER_KEPT_MS });
    return partner;
  };
  return {
    calendarOf: async (partnerId) => (await partnerOf(partnerId)).calendar,
    payeeOf: async (offer): Promise<Payee> => ({
      name: CUSTODY_HOLDER,
      account: accountNumberSchema.parse(custodyNumberOf(offer)),
    }),
    pageLink: async ({ partnerId, payee, pledgeId, reference, amount, expiresAt }) => {
      const { paymentPageUrl } = await partnerOf(partnerId);
      const link = signPaymentLink(
        {
          reference,
          amount: formatAmount(amount),
          currency: amount.currency,
          account: payee.account,
          expiresAt,
          returnUrl: `${platform.origin}/pledges/${pledgeId}`,
          description: `Firstlot ${reference}`, // what the payer can find again; a title would cost a read of each pledge
        },
        platform.paymentLinkKey,
      );
      const url = new URL(paymentPageUrl);
      url.searchParams.set("link", link);
      return url.toString();
    },
  };
}
