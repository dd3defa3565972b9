import { LANTERN } from "../platform/set-up.ts";
import { cancelled, drafted, live, submitted } from "./campaign-acts.ts";
import { CLASS_BOX, COLD_BREW, HOJICHA, ICE_CREAM } from "./campaigns-kyoto.ts";
import { BACKERS } from "./cast.ts";
import { claimed, concluded } from "./enterprise-acts.ts";
import { accountClosed } from "./money-acts.ts";
import { backed, paidLate, reservedForLater, type Wish, withdrawn } from "./pledge-acts.ts";
import type { Act } from "./scene.ts";

const TIN_WISHES: readonly Wish[] = [
  [98.5, "kenta", { t1: 4 }],
  [99.4, "yuki", { t1: 4 }],
  [101.5, "aoi", { t1: 5 }],
  [103.4, "mei", { t1: 3 }],
  [105.4, "greta", { t1: 2 }],
  [107.5, "hao", { t1: 6 }],
];

const KIT_BO: Wish = [103.5, "bo", { t2: 1 }];
const KIT_LATE: Wish = [102.4, "aoi", { t1: 1 }];
const KIT_WISHES: readonly Wish[] = [
  [100.5, "yuki", { t1: 1 }],
  [101.6, "kenta", { t2: 1 }],
  [105.5, "mei", { t1: 2 }],
  [107.6, "yuki", { t2: 1 }],
  [111.5, "kenta", { t1: 3 }],
  [114.5, "jing", { t2: 1 }],
  [117.4, "lucie", { t1: 2 }],
];

/** Everything that Kyoto does. */
export const kyotoPlan: readonly Act[] = [
  // given up while it was live, everybody refunded
  ...live(CLASS_BOX, 60),
  backed(CLASS_BOX, [61.5, "kenta", { t1: 1 }]),
  backed(CLASS_BOX, [63.4, "yuki", { t1: 2 }]),
  backed(CLASS_BOX, [65.5, "aoi", { t1: 1 }]),
  cancelled(CLASS_BOX, 68.25),
  // live and sold out
  ...live(HOJICHA, 98),
  ...TIN_WISHES.map((wish) => backed(HOJICHA, wish)),
  // live: one pays late, one withdraws and has closed the account that the refund goes to
  ...live(ICE_CREAM, 100),
  ...KIT_WISHES.map((wish) => backed(ICE_CREAM, wish)),
  reservedForLater(ICE_CREAM, KIT_LATE),
  paidLate(ICE_CREAM, KIT_LATE, { at: 112.4, amount: "4500" }),
  backed(ICE_CREAM, KIT_BO),
  accountClosed(LANTERN.clientId, 109.3, BACKERS.bo.account),
  withdrawn(ICE_CREAM, KIT_BO, 109.5),
  // in review: the analyst has concluded, the approver has not decided
  drafted(COLD_BREW, 115.4),
  submitted(COLD_BREW, 116.4),
  claimed("cold-brew", 117.3),
  concluded("cold-brew", 118.4),
];
