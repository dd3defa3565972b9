import { HARBOUR_OF_TWO, LANTERN } from "../platform/set-up.ts";
import { MEMBERS } from "./cast.ts";
import {
  accountChanged,
  applied,
  changeAsked,
  claimed,
  fileOpened,
  joined,
  reviewed,
} from "./enterprise-acts.ts";
import { LYON_FIRST_ACCOUNT } from "./enterprises.ts";
import { pinged, receiverBroken, strayMoney } from "./money-acts.ts";
import { kyotoPlan } from "./plan-kyoto.ts";
import { portoPlan } from "./plan-porto.ts";
import { wuhanPlan } from "./plan-wuhan.ts";
import type { Act } from "./scene.ts";

/** Three enterprises are verified in the first two days; their colleagues join. */
const enterprisesPlan: readonly Act[] = [
  ...fileOpened("porto", 0.35),
  applied("porto", 0.4),
  ...reviewed("porto", 1.3),
  ...fileOpened("wuhan", 0.45),
  applied("wuhan", 0.5),
  ...reviewed("wuhan", 1.32),
  ...fileOpened("kyoto", 0.55),
  applied("kyoto", 0.6),
  ...reviewed("kyoto", 1.34),
  ...joined("porto", 3.35, { user: MEMBERS.nuno, role: "editor" }),
  ...joined("porto", 3.4, { user: MEMBERS.sofia, role: "finance" }),
  ...joined("wuhan", 43.4, { user: MEMBERS.yan, role: "finance" }),
];

/** The fourth still applies: its first account cannot be checked by any bank of ours, which parks the question. */
const lyonPlan: readonly Act[] = [
  ...fileOpened("lyon", 108.4, LYON_FIRST_ACCOUNT),
  applied("lyon", 109.4),
  claimed("lyon", 111.36),
  changeAsked("lyon", 111.4, {
    reasonCodes: ["account_name_not_checked"],
    message: "No bank of ours can check an account in Swiss francs. Please name one in euros.",
  }),
  accountChanged("lyon", 112.5),
  applied("lyon", 117.4),
];

/** What happens at the banks beside the campaigns. */
const banksPlan: readonly Act[] = [
  pinged(HARBOUR_OF_TWO.clientId, 2.5),
  pinged(LANTERN.clientId, 2.5),
  strayMoney(116.45),
  receiverBroken(119.5),
  pinged(LANTERN.clientId, 119.55),
];

/** Everything that happens in the 120 days before now. */
export const demoPlan = (): readonly Act[] => [
  ...enterprisesPlan,
  ...portoPlan,
  ...wuhanPlan,
  ...kyotoPlan,
  ...lyonPlan,
  ...banksPlan,
];
