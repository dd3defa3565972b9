import { HARBOUR_OF_TWO } from "../platform/set-up.ts";
import { drafted, live, scheduled, submitted } from "./campaign-acts.ts";
import { BOARDS, GRIPS, LAMPS, MATS, PANELS, POTS } from "./campaigns-porto.ts";
import { MEMBERS } from "./cast.ts";
import { reviewed } from "./enterprise-acts.ts";
import {
  accountClosed,
  type DemoPayment,
  paymentAgreed,
  paymentAsked,
  paymentDrafted,
  paymentRefused,
  paymentSubmitted,
  trancheAsked,
} from "./money-acts.ts";
import { backed, received, reserved, sent, type Wish } from "./pledge-acts.ts";
import type { Act } from "./scene.ts";

const { nuno, sofia } = MEMBERS;

const MATS_BO: Wish = [7.5, "bo", { t1: 2 }];
const MATS_OTHERS: readonly Wish[] = [
  [5.4, "mia", { t1: 1 }],
  [6.3, "ines", { t2: 1, a1: 2 }],
  [8.4, "greta", { t2: 2 }],
  [10.6, "pieter", { t1: 1, a1: 1 }],
  [12.4, "lucie", { t2: 1 }],
  [14.5, "jonas", { t1: 3 }],
  [16.35, "tomas", { t2: 2 }],
  [19.5, "marco", { t1: 2 }],
  [24.5, "mia", { t2: 2 }],
];

/** Funded, paid out in two tranches, delivered, completed. */
const mats: readonly Act[] = [
  ...live(MATS, 5),
  ...[MATS_BO, ...MATS_OTHERS].map((wish) => backed(MATS, wish)),
  ...paymentAsked(MATS, 30.2, {
    key: "rubber",
    by: sofia,
    line: "s1",
    amount: "640.00",
    supplier: { name: "Borrachas do Vouga SA", account: "PT50003300004501234567865" },
    note: "Natural rubber, two rolls",
  }),
  ...trancheAsked(MATS, 30.4, { by: sofia, position: 2, evidence: "press log" }),
  ...reviewed("mats tranche 2", 31.3),
  ...paymentAsked(MATS, 32.4, {
    key: "pressing-week",
    by: sofia,
    line: "s3",
    amount: "210.00",
    note: "Wages of the pressing week",
  }),
  ...MATS_OTHERS.map((wish, i) => sent(MATS, wish, 33.4 + i / 100)),
  received(MATS, MATS_BO, 34.4),
];

const PANEL_WISHES: readonly Wish[] = [
  [42.5, "bo", { t1: 1 }],
  [43.4, "mia", { t1: 1 }],
  [46.5, "lucie", { t2: 1 }],
  [50.6, "tomas", { t2: 1, a1: 1 }],
  [55.6, "jonas", { t1: 2 }],
  [62.4, "greta", { t2: 2 }],
  [69.5, "pieter", { t1: 1, a1: 1 }],
  [74.4, "marco", { t2: 1 }],
  [82.5, "ines", { t1: 2 }],
  [88.4, "mia", { t2: 1 }],
  [94.4, "jonas", { t2: 1, a1: 1 }],
  [98.4, "greta", { t1: 1 }],
];

const WORKSHOP_SECOND: DemoPayment = {
  key: "workshop-second",
  by: sofia,
  line: "s3",
  amount: "450.00",
  note: "Workshop hours, second month",
};

const CLOSED_SUPPLIER = "DE62512108001245126433";

/** Funded; the first tranche is paid, the second waits for the review, payments stand in every state. */
const panels: readonly Act[] = [
  ...live(PANELS, 42),
  ...PANEL_WISHES.map((wish) => backed(PANELS, wish)),
  ...paymentAsked(PANELS, 105.4, {
    key: "frames-deposit",
    by: sofia,
    line: "s2",
    amount: "1450.00",
    supplier: { name: "Serralharia Paiva", account: "DE33512108001245126470" },
    note: "Deposit for the frames",
  }),
  ...paymentAsked(PANELS, 106.4, {
    key: "workshop",
    by: sofia,
    line: "s3",
    amount: "880.00",
    note: "Workshop hours",
  }),
  accountClosed(HARBOUR_OF_TWO.clientId, 106.1, CLOSED_SUPPLIER),
  ...paymentAsked(PANELS, 107.4, {
    key: "crates",
    by: sofia,
    line: "s4",
    amount: "320.00",
    supplier: { name: "Caixotes Leça", account: CLOSED_SUPPLIER },
    note: "Crates for the first half",
  }),
  ...paymentAsked(PANELS, 108.4, {
    key: "container-first",
    by: sofia,
    line: "s1",
    amount: "5600.00",
    supplier: { name: "Amorim & Filhos Isolamentos", account: "DE04512108001245126507" },
    note: "Container, first invoice",
  }),
  paymentRefused(
    "container-first",
    109.5,
    "The invoice names another buyer. Please ask for one in your name.",
  ),
  ...paymentAsked(PANELS, 113.4, {
    key: "container",
    by: sofia,
    line: "s1",
    amount: "5600.00",
    supplier: { name: "Amorim & Filhos Isolamentos", account: "DE04512108001245126507" },
    note: "Container, corrected invoice",
  }),
  paymentAgreed("container", 114.5),
  ...trancheAsked(PANELS, 118.4, { by: sofia, position: 2, evidence: "container arrival" }),
  paymentDrafted(PANELS, 118.5, {
    key: "crates-again",
    by: sofia,
    line: "s4",
    amount: "320.00",
    supplier: { name: "Caixotes Leça", account: "DE72512108001245126544" },
    note: "Crates, their new account",
  }),
  paymentDrafted(PANELS, 119.3, WORKSHOP_SECOND),
  paymentSubmitted(PANELS, "end", WORKSHOP_SECOND),
];

const POT_WISHES: readonly Wish[] = [
  [95.5, "mia", { t1: 3 }],
  [97.4, "bo", { t2: 2, a1: 2 }],
  [99.5, "ines", { t1: 4 }],
  [101.4, "pieter", { t2: 3 }],
  [103.6, "lucie", { t1: 5 }],
  [106.4, "jonas", { t2: 4 }],
  [108.5, "marco", { t1: 6 }],
  [110.4, "greta", { t2: 5 }],
  [112.6, "tomas", { t1: 5 }],
  [115.4, "mia", { t2: 4 }],
  [117.5, "ines", { t2: 5 }],
];

const GRIP_WISHES: readonly Wish[] = [
  [91.5, "jonas", { t2: 4 }],
  [95.6, "pieter", { t2: 5 }],
  [100.4, "greta", { t1: 6 }],
  [104.5, "marco", { t2: 4 }],
  [109.5, "tomas", { t1: 5 }],
  [114.4, "lucie", { t2: 3 }],
];

/** Everything that Porto does. */
export const portoPlan: readonly Act[] = [
  ...mats,
  ...panels,
  // live and nearly full
  ...live(POTS, 95),
  ...POT_WISHES.map((wish) => backed(POTS, wish)),
  // closing: its deadline has passed, a reservation may still be paid
  ...live(GRIPS, 90),
  ...GRIP_WISHES.map((wish) => backed(GRIPS, wish)),
  reserved(GRIPS, [92.5, "bo", { t1: 1 }]),
  reserved(GRIPS, [118.3, "mia", { t1: 3 }]),
  // approved, goes live in four days
  drafted(BOARDS, 112.4, nuno),
  submitted(BOARDS, 113.5),
  ...reviewed("boards", 114.3),
  scheduled(BOARDS, 116.5, 124.33),
  // still being written
  drafted(LAMPS, 118.6, nuno),
];
