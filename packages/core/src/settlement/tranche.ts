import { z } from "zod";
import { instructionIdSchema } from "../bank/instruction.ts";
import { campaignIdSchema } from "../campaign/campaign.ts";
import { trancheIdSchema as planIdSchema } from "../campaign/presale-terms.ts";
import { enterpriseIdSchema, partnerIdSchema } from "../identity/actor.ts";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { money, positiveMoneySchema } from "../money/money.ts";

export const trancheIdSchema = idSchema("trn", "TrancheId");
export type TrancheId = z.infer<typeof trancheIdSchema>;

/** Most pieces of evidence that one request carries. */
export const EVIDENCE_MAX = 20;

const base = {
  id: trancheIdSchema,
  campaignId: campaignIdSchema,
  enterpriseId: enterpriseIdSchema,
  partnerId: partnerIdSchema,
  /** Its id in the campaign's terms (`r1`), and its place among them from 1. */
  planId: planIdSchema,
  position: z.int().min(1),
  amount: positiveMoneySchema,
  /** Types of evidence that a request must carry; none: released with the verdict (first) or on request. */
  evidenceTypes: z.array(z.string()),
  /** The instruction that a bank rejected or returned, if any: the next one names it. */
  failedInstructionId: instructionIdSchema.optional(),
  version: z.int().min(1),
  eventHash: z.string(),
};
const asked = {
  caseId: z.string(),
  evidenceIds: z.array(z.string()).max(EVIDENCE_MAX),
  contentHash: z.string(),
  requestedAt: instantSchema,
};
const released = {
  /** `automatic` with the verdict, or the persons who decided. */
  approvedBy: z.array(z.string()).min(1),
  approvedAt: instantSchema,
};

/**
 * A part of the raised money, released on evidence:
 * `locked → requested → approved | refused`, `refused → requested`, `approved → instructed → paid`,
 * `instructed | paid → approved` when the bank rejects or returns; `locked | refused → returned_to_backers` when
 * withdrawn pledges have taken all of it.
 * @see docs/rules/settlement.md#tranches
 */
export const trancheSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("locked") }),
  z.strictObject({
    ...base,
    ...asked,
    status: z.literal("requested"),
    /** Set while the review waits for other evidence. */
    changesAskedAt: instantSchema.optional(),
  }),
  z.strictObject({ ...base, ...asked, status: z.literal("refused"), refusedAt: instantSchema }),
  z.strictObject({ ...base, ...released, status: z.literal("approved") }),
  z.strictObject({
    ...base,
    ...released,
    status: z.literal("instructed"),
    instructionId: instructionIdSchema,
    instructedAt: instantSchema,
  }),
  z.strictObject({
    ...base,
    ...released,
    status: z.literal("paid"),
    instructionId: instructionIdSchema,
    instructedAt: instantSchema,
    paidAt: instantSchema,
  }),
  z.strictObject({ ...base, status: z.literal("returned_to_backers"), returnedAt: instantSchema }),
]);
export type Tranche = Readonly<z.infer<typeof trancheSchema>>;
export type TrancheStatus = Tranche["status"];
export type TrancheIn<S extends TrancheStatus> = Extract<Tranche, { status: S }>;

/** The move is not in the lifecycle. */
export type TrancheStatusRefusal = Readonly<{ kind: "tranche_status"; status: TrancheStatus }>;
type Moved<S extends TrancheStatus> = Result<TrancheIn<S>, TrancheStatusRefusal>;

/** A campaign's tranche of a plan id is one tranche. */
export const trancheIdOf = (campaignId: string, planId: string): TrancheId =>
  trancheIdSchema.parse(`trn_${derivedIdPart(["tranche", campaignId, planId])}`);

const refused = ({ status }: Tranche) => err({ kind: "tranche_status" as const, status });

function ground(tranche: Tranche) {
  const { id, campaignId, enterpriseId, partnerId, planId, position, amount, evidenceTypes } = tranche;
  const { failedInstructionId, version, eventHash } = tranche;
  return {
    ...{ id, campaignId, enterpriseId, partnerId, planId, position, amount, evidenceTypes },
    ...(failedInstructionId === undefined ? {} : { failedInstructionId }),
    ...{ version, eventHash },
  };
}

const mayRequest = (tranche: Tranche): boolean =>
  tranche.status === "locked" ||
  tranche.status === "refused" ||
  (tranche.status === "requested" && tranche.changesAskedAt !== undefined);

/** The enterprise hands in its evidence; a review case decides. Again only where the review asked for it. */
export const requestTranche = (
  tranche: Tranche,
  request: { caseId: string; evidenceIds: readonly string[]; contentHash: string; at: Instant },
): Moved<"requested"> =>
  mayRequest(tranche)
    ? ok({
        ...ground(tranche),
        caseId: request.caseId,
        evidenceIds: [...request.evidenceIds],
        contentHash: request.contentHash,
        requestedAt: request.at,
        status: "requested",
      })
    : refused(tranche);

/** The review wants other evidence. */
export const askTrancheChanges = (tranche: Tranche, at: Instant): Moved<"requested"> =>
  tranche.status === "requested" ? ok({ ...tranche, changesAskedAt: at }) : refused(tranche);

/** The enterprise appeals: the same case is decided once more, by other persons. */
export function appealTranche(tranche: Tranche): Moved<"requested"> {
  if (tranche.status !== "refused") return refused(tranche);
  const { refusedAt: _refusedAt, ...rest } = tranche;
  return ok({ ...rest, status: "requested" });
}

/** An analyst and another approver release it, or the verdict does. */
export const approveTranche = (
  tranche: Tranche,
  approval: { by: readonly string[]; at: Instant },
): Moved<"approved"> =>
  tranche.status === "requested" || (tranche.status === "locked" && tranche.evidenceTypes.length === 0)
    ? ok({ ...ground(tranche), approvedBy: [...approval.by], approvedAt: approval.at, status: "approved" })
    : refused(tranche);

/** The evidence did not convince; the enterprise may come with other evidence. */
export function refuseTranche(tranche: Tranche, at: Instant): Moved<"refused"> {
  if (tranche.status !== "requested") return refused(tranche);
  const { changesAskedAt: _changesAskedAt, ...rest } = tranche;
  return ok({ ...rest, refusedAt: at, status: "refused" });
}

/** The bank will be told in the next settlement run. */
export const instructTranche = (
  tranche: Tranche,
  instruction: { instructionId: TrancheIn<"instructed">["instructionId"]; at: Instant },
): Moved<"instructed"> =>
  tranche.status === "approved"
    ? ok({
        ...tranche,
        instructionId: instruction.instructionId,
        instructedAt: instruction.at,
        status: "instructed",
      })
    : refused(tranche);

/** The bank moved the money to the campaign account. */
export const payTranche = (tranche: Tranche, at: Instant): Moved<"paid"> =>
  tranche.status === "instructed" ? ok({ ...tranche, paidAt: at, status: "paid" }) : refused(tranche);

/** The bank rejected or returned it: it is approved as before, and a successor may be issued. */
export function reopenTranche(tranche: Tranche): Moved<"approved"> {
  if (tranche.status !== "instructed" && tranche.status !== "paid") return refused(tranche);
  const { approvedBy, approvedAt, instructionId } = tranche;
  return ok({
    ...ground(tranche),
    failedInstructionId: instructionId,
    approvedBy,
    approvedAt,
    status: "approved",
  });
}

/** A tranche whose money is still untouched: no review looks at its amount, no instruction carries it. */
export const isUntouched = (tranche: Tranche): tranche is TrancheIn<"locked" | "refused"> =>
  tranche.status === "locked" || tranche.status === "refused";

/**
 * Gives a part of its locked money back to backers; `returned_to_backers` when nothing is left, with the amount that it
 * had.
 * @param minor at most its amount, minor units
 */
export function giveBackTranche(
  tranche: TrancheIn<"locked" | "refused">,
  { minor, at }: { minor: number; at: Instant },
): TrancheIn<"locked" | "refused" | "returned_to_backers"> {
  const { amount } = tranche;
  invariant(minor > 0 && minor <= amount.minor, "a tranche gives back what it has");
  return minor === amount.minor
    ? { ...ground(tranche), status: "returned_to_backers", returnedAt: at }
    : { ...tranche, amount: money(amount.minor - minor, amount.currency) };
}

/** Whether nothing more is to come of it: its money is with the enterprise, or back with the backers. */
export const isOver = ({ status }: Tranche): boolean => status === "paid" || status === "returned_to_backers";
