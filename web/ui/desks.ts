/** What of a signed-in person opens a desk: roles with the platform, the bank they work for. */
interface Worker {
  readonly staffRoles: readonly string[];
  readonly bankOf?: string | undefined;
}

/** The desks of those who work for the platform or for a bank: address, word, and whom each opens to. */
const DESKS = [
  {
    name: "review",
    to: "/app/review",
    label: "navReview",
    opensTo: ({ staffRoles }: Worker) => staffRoles.some((role) => role === "analyst" || role === "approver"),
  },
  {
    name: "operations",
    to: "/app/operations",
    label: "navOperations",
    opensTo: ({ staffRoles }: Worker) => staffRoles.includes("operator"),
  },
  {
    name: "bank",
    to: "/app/bank",
    label: "navBank",
    opensTo: ({ bankOf }: Worker) => bankOf !== undefined,
  },
  {
    name: "regulator",
    to: "/app/regulator",
    label: "navRegulator",
    opensTo: ({ staffRoles }: Worker) => staffRoles.includes("regulator"),
  },
] as const;

/** Which desk. */
export type DeskName = (typeof DESKS)[number]["name"];

/** The desks that open to a person, in the order of menus. What the platform answers decides; this is for menus. */
export const desksOf = (worker: Worker) => DESKS.filter(({ opensTo }) => opensTo(worker));

/**
 * Whether a person is known to be shut out of a desk.
 * @param worker `null` for a visitor, `undefined` while it is not known who reads
 */
export const isShutOut = (worker: Worker | null | undefined, desk: DeskName): boolean =>
  worker !== undefined && (worker === null || !desksOf(worker).some(({ name }) => name === desk));
