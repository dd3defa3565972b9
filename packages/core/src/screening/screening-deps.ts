import type { Enterprise } from "../enterprise/enterprise.ts";
import { loadEnterprise } from "../enterprise/enterprise-store.ts";
import type { IsoDay } from "../evidence/day-text.ts";
import { mappingKindOf } from "../evidence/evidence.ts";
import type { EvidenceRow } from "../evidence/evidence-store.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import type { Policy } from "../review/policy.ts";
import type { ReviewCase } from "../review/review-case.ts";

/** An owner, manager or employee of the platform, by a keyed hash: a person id, an identity or a registry hash. */
export interface PlatformPerson {
  readonly personHash: string;
  readonly role: "owner" | "manager" | "staff";
  /** Share of an owner, basis points; 0 for others. */
  readonly shareBps: number;
}

/** What the automatic review steps need to gather their facts. */
export interface ScreeningDeps {
  readonly store: Store;
  /** Keys the fingerprints that people and numbers are compared by. */
  readonly idSecret: string;
  /** Business time. */
  readonly now: () => Instant;
  /** Owners and managers of the platform as its operators list them; staff are found by their roles in any case. */
  readonly platformPeople: () => Promise<readonly PlatformPerson[]>;
}

/** The enterprise that a case is about or whose campaign it is about. */
export async function enterpriseOf(
  store: Store,
  { subject }: Pick<ReviewCase, "subject">,
): Promise<Enterprise> {
  const enterprise = await loadEnterprise(store, subject.enterpriseId);
  invariant(enterprise !== undefined, "a case names an enterprise");
  return enterprise;
}

/** The calendar day of an instant, UTC. */
export const dayOf = (at: Instant): IsoDay => at.slice(0, 10);

/** Types of document that a policy asks of a country. */
export const requiredTypes = ({ requiredDocuments }: Policy, country: string): readonly string[] =>
  requiredDocuments[country] ?? requiredDocuments["*"] ?? [];

/** Whether a file counts: a paper once its scan found nothing, a table once it was read. */
export const isUsable = ({ type, status }: Pick<EvidenceRow, "type" | "status">): boolean =>
  status === (mappingKindOf(type) === undefined ? "clean" : "read");

/** Whether what a file is will be known soon: it is being scanned or read. */
const isComing = ({ status }: Pick<EvidenceRow, "status">): boolean =>
  status === "quarantined" || status === "reading";

/** A step that needs a file which is still being scanned or read: it stays pending and runs again. */
export class EvidenceNotReadyError extends Error {
  override name = "EvidenceNotReadyError";
}

/**
 * Lets a step wait for the files of these types: none is passed over because its scan or its reading is not over.
 * @throws EvidenceNotReadyError while one is being scanned or read
 */
export function awaitFiles(rows: readonly EvidenceRow[], types: readonly string[]): void {
  const coming = rows.find((row) => types.includes(row.type) && isComing(row));
  if (coming !== undefined) throw new EvidenceNotReadyError(`${coming.id} is ${coming.status}`);
}

/** Whether a file that was handed in may still come to count. */
export const mayCount = (row: Pick<EvidenceRow, "type" | "status">): boolean =>
  isUsable(row) || isComing(row);
