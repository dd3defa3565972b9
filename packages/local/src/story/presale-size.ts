/** How the backers of the main campaign behave. */
export type Group =
  | "early"
  | "race"
  | "retry"
  | "never"
  | "withdraws"
  | "short"
  | "over"
  | "late"
  | "page"
  | "transfer";

/** How large the story is played: who comes, what there is to sell, what is asked for. Amounts in EUR. */
export interface PresaleSize {
  /** How many of each group there are, in the order in which they come. */
  readonly groups: readonly (readonly [Group, number])[];
  /** Units by tier or add-on of the main campaign. */
  readonly stock: Readonly<Record<"t1" | "t2" | "a1", number>>;
  readonly goal: string;
  readonly cap: string;
  /** The spending plan's lines: the first one as the review refuses it, and as it takes it; together the goal. */
  readonly plan: Readonly<Record<"wrong" | "supplies" | "work" | "labels", string>>;
  readonly payments: Readonly<Record<"supplier" | "ownCosts", string>>;
}

/** How many back the main campaign. */
export const crowdOf = ({ groups }: PresaleSize): number => groups.reduce((sum, [, count]) => sum + count, 0);

/** Two hundred backers: `npm run story -- presale`, by the table of docs/rules/ledger.md. */
export const WHOLE: PresaleSize = {
  groups: [
    ["early", 40],
    ["race", 60],
    ["retry", 10],
    ["never", 15],
    ["withdraws", 1],
    ["short", 1],
    ["over", 1],
    ["late", 1],
    ["page", 10],
    ["transfer", 61],
  ],
  stock: { t1: 50, t2: 121, a1: 100 },
  ...{ goal: "3000.00", cap: "4500.00" },
  plan: { wrong: "2100.00", supplies: "2000.00", work: "900.00", labels: "100.00" },
  payments: { supplier: "1500.00", ownCosts: "300.00" },
};

/** Twelve backers: every special case once; a test plays it. */
export const SMALL: PresaleSize = {
  groups: [
    ["early", 1],
    ["race", 2],
    ["retry", 1],
    ["never", 1],
    ["withdraws", 1],
    ["short", 1],
    ["over", 1],
    ["late", 1],
    ["page", 1],
    ["transfer", 2],
  ],
  stock: { t1: 2, t2: 11, a1: 5 },
  ...{ goal: "150.00", cap: "400.00" },
  plan: { wrong: "110.00", supplies: "100.00", work: "45.00", labels: "5.00" },
  payments: { supplier: "75.00", ownCosts: "15.00" },
};
