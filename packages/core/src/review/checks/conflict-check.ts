import type { CheckResult } from "../finding.ts";
import { conclude, type KnownFinding } from "./conclude.ts";

/**
 * People are compared by a keyed hash that the caller makes of their identity number (or of a company's registry
 * number): this function never sees who they are.
 */
export type ConflictInput = Readonly<{
  /** Owners, managers and representatives of the enterprise, and the enterprise itself. */
  enterprisePeople: readonly Readonly<{
    personHash: string;
    role: "owner" | "manager" | "representative" | "self";
  }>[];
  /** Owners, managers and staff of the platform. */
  platformPeople: readonly Readonly<{
    personHash: string;
    role: "owner" | "manager" | "staff";
    shareBps: number;
  }>[];
}>;

/** From which share on an owner of the platform may not be a project owner (Regulation (EU) 2020/1503, art. 8). */
export type ConflictPolicy = Readonly<{ platformShareBpsFrom: number }>;
export const CONFLICT_START_POLICY: ConflictPolicy = { platformShareBpsFrom: 2_000 };

/**
 * Conflict step: an owner of a fifth of the platform, its managers and staff are refused as project owners;
 * a smaller owner is told to backers.
 */
export function checkConflict(
  input: ConflictInput,
  policy: ConflictPolicy = CONFLICT_START_POLICY,
): CheckResult {
  const findings = input.platformPeople.flatMap(({ personHash, role, shareBps }): KnownFinding[] => {
    const there = input.enterprisePeople.find((person) => person.personHash === personHash);
    if (!there) return [];
    const refused = role !== "owner" || shareBps >= policy.platformShareBpsFrom;
    return [
      {
        reasonCode: refused ? "conflict_of_interest" : "small_platform_owner",
        severity: refused ? "error" : "info",
        observed: `${there.role} / platform ${role}${role === "owner" ? ` ${shareBps / 100} %` : ""}`,
        limit: `platform owner below ${policy.platformShareBpsFrom / 100} %`,
        remedyCode: refused ? "not_possible_here" : "nothing_to_do",
      },
    ];
  });
  return conclude(findings);
}
