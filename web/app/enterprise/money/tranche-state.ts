import type { Tranche } from "./money-data.ts";

type Standing = Pick<Tranche, "id" | "status" | "changesAskedAt">;

const isOver = ({ status }: Standing): boolean => status === "paid" || status === "returned_to_backers";

/** The first tranche that still has something to come: the only one that can be asked for. */
export const nextTranche = <T extends Standing>(tranches: readonly T[]): T | undefined =>
  tranches.find((tranche) => !isOver(tranche));

/** Where a tranche stands for its enterprise: `evidence_due`, `changes_asked` and `refused` are its own turn. */
export function standingOf(tranche: Standing, next: Pick<Tranche, "id"> | undefined): string {
  if (tranche.status === "locked") return tranche.id === next?.id ? "evidence_due" : "locked";
  if (tranche.status === "requested" && tranche.changesAskedAt !== undefined) return "changes_asked";
  return tranche.status;
}

/** Whether the enterprise hands in evidence next. */
export const isOwnTurn = (standing: string): boolean =>
  standing === "evidence_due" || standing === "changes_asked" || standing === "refused";
