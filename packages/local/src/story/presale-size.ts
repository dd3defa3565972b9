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

/** Twenty-four backers: every special case, once or twice; a test plays it. */
export const SMALL: PresaleSize = {
  groups: [
    ["early", 3],
    ["race", 4],
    ["retry", 2],
    ["never", 2],
    ["withdraws", 1],
    ["short", 1],
    ["over", 1],
    ["late", 1],
    ["page", 2],
    ["transfer", 7],
  ],
  stock: { t1: 5, t2: 20, a1: 10 },
  ...{ goal: "300.00", cap: "600.00" },
  plan: { wrong: "210.00", supplies: "200.00", work: "90.00", labels: "10.00" },
  payments: { supplier: "150.00", ownCosts: "30.00" },
};
