import type { PledgeRefusal, ReserveRefusal } from "@firstlot/core/pledge/pledge-refusal";
import type { RefundRefusal } from "@firstlot/core/refund/refund-refusal";
import type { ProblemEntry, SHARED_PROBLEMS } from "./shared.ts";

/** Of every account that a bank is asked about; the enterprises' table says it. */
type Elsewhere = keyof typeof SHARED_PROBLEMS | "name_check_superseded";
type Kind = Exclude<(ReserveRefusal | PledgeRefusal | RefundRefusal)["kind"], Elsewhere>;

/** What a backer sees when a pledge or a refund does not change: nothing was taken, and what to do next. */
export const PLEDGE_PROBLEMS = {
  basket_empty: { status: 422, title: "The basket is empty; choose at least one tier." },
  line_repeated: {
    status: 422,
    title: "An item is in the basket twice; put its whole quantity in one line.",
  },
  item_unknown: { status: 422, title: "The campaign does not offer this item; read its page again." },
  add_on_without_tier: { status: 422, title: "An add-on is sold with a tier only; choose a tier too." },
  over_backer_limit: { status: 422, title: "One backer may not take that many of this item; take fewer." },
  sale_not_open: { status: 409, title: "The campaign is not open yet; nothing was reserved." },
  sale_closed: { status: 409, title: "The campaign's deadline has passed; nothing was reserved." },
  tier_not_open: { status: 409, title: "This tier is not on sale yet; nothing was reserved." },
  tier_closed: { status: 409, title: "This tier is not on sale any more; choose another one." },
  country_not_served: {
    status: 422,
    title: "This item is not shipped to that country; nothing was reserved.",
  },
  amount_too_large: { status: 422, title: "The amount is larger than any that the platform keeps." },
  campaign_not_open: {
    status: 409,
    title: "The campaign takes no pledges at present; nothing was reserved.",
  },
  not_open_yet: { status: 409, title: "The campaign is not open yet; nothing was reserved." },
  campaign_closed: { status: 409, title: "The campaign's deadline has passed; nothing was reserved." },
  offer_changed: { status: 409, title: "The offer has changed; read the campaign again and retry." },
  sold_out: { status: 409, title: "Sold out: nothing was reserved, and no money is taken." },
  cap_reached: { status: 409, title: "The campaign has reached its limit; nothing was reserved." },
  backer_limit_reached: {
    status: 409,
    title: "With your earlier pledges you would hold more of this item than one backer may; take fewer.",
  },
  too_many_pledges: { status: 409, title: "You have made too many pledges in this campaign." },
  price_changed: {
    status: 409,
    title: "The price is another than the one you were shown; nothing was reserved. Look at the new total.",
  },
  pledge_status: {
    status: 409,
    title: "The pledge is not in the state that this act needs; neither it nor your money was touched.",
  },
  not_due: { status: 409, title: "It is not due yet; nothing was done." },
  withdrawal_closed: {
    status: 409,
    title: "Pledges could be withdrawn freely until the deadline, which has passed; nothing was done.",
  },
  no_right_of_withdrawal: {
    status: 409,
    title:
      "The campaign is funded, and no right of withdrawal is known for the country that it is sent to; nothing was done.",
  },
  country_differs: {
    status: 422,
    title: "Shipping was priced for another country; give an address there, or withdraw and pledge anew.",
  },
  campaign_settling: { status: 409, title: "The campaign is being settled; the pledge stays as it is." },
  refund_status: {
    status: 409,
    title: "The refund needs no other account at present; nothing was done.",
  },
  refund_account_ours: {
    status: 422,
    title: "This account is one of the platform's own at that bank; name one of yours. Nothing was done.",
  },
  refund_account_late: {
    status: 409,
    title: "The time for naming another account is over; nothing was done, and the money stays yours.",
  },
} as const satisfies Record<Kind, ProblemEntry>;
