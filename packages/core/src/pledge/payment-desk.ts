import { creditorReferenceOf, readCreditorReference } from "@firstlot/partner-kit/creditor-reference";
import type { Payee } from "../bank/account-number.ts";
import { addBankDays, type BankCalendar } from "../bank/calendar.ts";
import type { Offer } from "../campaign/offer.ts";
import type { PartnerId } from "../identity/actor.ts";
import { addMs, type Instant } from "../kernel/instant.ts";
import type { Money } from "../money/money.ts";
import {
  missingOf,
  PAGE_MARGIN_MS,
  type PayMethod,
  type PledgeId,
  type PledgeIn,
  pledgeIdSchema,
} from "./pledge.ts";

/** What pledging must know of the bank; nothing here calls it. */
export interface PaymentDesk {
  calendarOf(partnerId: PartnerId): Promise<BankCalendar>;
  /** Name and number of the custody account that a campaign's backers pay into. */
  payeeOf(offer: Pick<Offer, "partnerId" | "custodyAccount" | "currency">): Promise<Payee>;
  /** A signed link to the bank's payment page. */
  pageLink(link: {
    partnerId: PartnerId;
    payee: Payee;
    pledgeId: PledgeId;
    reference: string;
    amount: Money;
    expiresAt: Instant;
  }): Promise<string>;
}

/** How a reserved pledge is paid: what is still missing, to whom, under which reference, until when. */
export interface PaymentInstructions {
  readonly reference: string;
  readonly missing: Money;
  readonly payee: Payee;
  readonly payBy: Instant;
  /** The bank's payment page; it ends two minutes before `payBy`. Absent for a transfer. */
  readonly pageUrl?: string;
}

/** The ISO 11649 reference of a pledge's transfer: the pledge's own 20 characters, so that it needs no look-up. */
export const referenceOf = (id: PledgeId): string => creditorReferenceOf(id.slice("plg_".length));

/** The pledge that a payment's reference names, if it can be one of ours. */
export function pledgeIdOf(reference: string): PledgeId | undefined {
  const read = readCreditorReference(reference);
  return read.ok ? pledgeIdSchema.parse(`plg_${read.value}`) : undefined;
}

/** Until when a reservation made at `now` waits: 30 minutes for the bank's page, five bank days for a transfer. */
export async function payByOf(
  desk: PaymentDesk,
  reservation: { offer: Offer; method: PayMethod; now: Instant },
): Promise<Instant> {
  const { offer, method, now } = reservation;
  if (method === "page") return addMs(now, offer.payWindows.pageMs);
  return addBankDays(await desk.calendarOf(offer.partnerId), now, offer.payWindows.transferBankDays);
}

/** What a backer is told to pay now; signed anew at each reading, since a link is not stored. */
export async function paymentInstructions(
  desk: PaymentDesk,
  pledge: PledgeIn<"reserved">,
  offer: Offer,
): Promise<PaymentInstructions> {
  const payee = await desk.payeeOf(offer);
  const reference = referenceOf(pledge.id);
  const missing = missingOf(pledge);
  const told = { reference, missing, payee, payBy: pledge.payBy };
  if (pledge.method === "transfer") return told;
  const expiresAt = addMs(pledge.payBy, -PAGE_MARGIN_MS);
  const { id: pledgeId, partnerId } = pledge;
  return {
    ...told,
    pageUrl: await desk.pageLink({ partnerId, payee, pledgeId, reference, amount: missing, expiresAt }),
  };
}
