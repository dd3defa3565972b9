import { drafted, live, submitted } from "./campaign-acts.ts";
import { BOWLS, CHILDREN, TEA_SET, VASES } from "./campaigns-wuhan.ts";
import { MEMBERS } from "./cast.ts";
import { approved, changeAsked, claimed, concluded } from "./enterprise-acts.ts";
import { trancheAsked } from "./money-acts.ts";
import { backed, reserved, type Wish } from "./pledge-acts.ts";
import type { Act } from "./scene.ts";

const VASE_WISHES: readonly Wish[] = [
  [13.4, "wei", { t1: 1 }],
  [15.5, "bo", { t1: 1 }],
  [19.4, "hao", { t1: 1 }],
  [24.6, "mei", { t1: 2 }],
  [29.4, "jing", { t1: 1 }],
];

const TEA_WISHES: readonly Wish[] = [
  [45.5, "jing", { t2: 1 }],
  [47.4, "wei", { t1: 2 }],
  [49.5, "mei", { t2: 2 }],
  [53.4, "hao", { t2: 1, a1: 1 }],
  [58.5, "jing", { t1: 4 }],
  [62.4, "yuki", { t2: 1 }],
  [66.4, "wei", { t2: 2 }],
  [70.5, "mei", { t2: 2 }],
  [75.4, "hao", { t1: 5 }],
];

/** Everything that Wuhan does. */
export const wuhanPlan: readonly Act[] = [
  // failed, everybody refunded
  ...live(VASES, 12),
  ...VASE_WISHES.map((wish) => backed(VASES, wish)),
  // funded; the evidence for its first tranche did not convince
  ...live(TEA_SET, 45),
  ...TEA_WISHES.map((wish) => backed(TEA_SET, wish)),
  ...trancheAsked(TEA_SET, 104.4, { by: MEMBERS.yan, position: 1, evidence: "order of the shelves" }),
  claimed("tea-set tranche 1", 105.3),
  concluded("tea-set tranche 1", 105.4, {
    verdict: "reject",
    note: "The paper is the order, not the delivery. Please come back with the delivery note and a picture.",
  }),
  approved("tea-set tranche 1", 105.6),
  // live and quiet
  ...live(BOWLS, 108),
  backed(BOWLS, [109.6, "jing", { t1: 2 }]),
  reserved(BOWLS, [119.4, "bo", { t1: 2 }]),
  // the review has asked for a change
  drafted(CHILDREN, 108.5),
  submitted(CHILDREN, 110.4),
  claimed("children", 112.3),
  changeAsked("children", 112.4, {
    reasonCodes: ["plan_sum_wrong"],
    message: "The spending plan adds up to 8,500 and the goal is 9,000. Please make them the same.",
  }),
];
