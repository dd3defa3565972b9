import { checkRegistryNumber, type RegistryScheme } from "../../enterprise/registry-number.ts";
import type { IsoDay } from "../../evidence/day-text.ts";
import type { CheckResult } from "../finding.ts";
import { conclude, type KnownFinding } from "./conclude.ts";

/** What an enterprise says of itself, and what a person may have looked up. */
export type IdentityInput = Readonly<{
  registryNumbers: readonly Readonly<{
    scheme: RegistryScheme;
    text: string;
    /** A reviewer's attested look into the register, when the digits alone did not suffice. */
    register: "not_asked" | "confirmed" | "not_found";
  }>[];
  representativeCount: number;
  /** Shares of the named beneficial owners in basis points. */
  ownerShareBps: readonly number[];
  licence: Readonly<{ present: boolean; expiresOn: IsoDay | null }>;
  today: IsoDay;
}>;

/** Policy of the identity step. Owners below the law's threshold need not be named, so the sum may stay below 100 %. */
export type IdentityPolicy = Readonly<{ ownerSumBpsMin: number; representativesMin: number }>;
export const IDENTITY_START_POLICY: IdentityPolicy = { ownerSumBpsMin: 7_500, representativesMin: 1 };

const WHOLE_BPS = 10_000;

function numberFinding(entry: IdentityInput["registryNumbers"][number]): KnownFinding | undefined {
  const { scheme, register } = entry;
  const checked = checkRegistryNumber(entry);
  if (register === "not_found") {
    return {
      reasonCode: "registry_number_not_found",
      severity: "error",
      observed: scheme,
      limit: "in the register",
      remedyCode: "correct_registry_number",
    };
  }
  if (checked.outcome === "valid" || register === "confirmed") return undefined;
  const lookUp = checked.outcome === "look_up_register";
  return {
    reasonCode: lookUp ? "registry_number_look_up" : "registry_number_invalid",
    severity: lookUp ? "warning" : "error",
    observed: `${scheme}: ${checked.reasonCode}`,
    limit: "check digits hold",
    remedyCode: lookUp ? "wait_for_register" : "correct_registry_number",
  };
}

function ownerFindings(input: IdentityInput, policy: IdentityPolicy): readonly KnownFinding[] {
  const sum = input.ownerShareBps.reduce((total, bps) => total + bps, 0);
  const broken = sum > WHOLE_BPS || input.ownerShareBps.some((bps) => bps <= 0);
  if (!broken && sum >= policy.ownerSumBpsMin) return [];
  return [
    {
      reasonCode: broken ? "owner_shares_impossible" : "owner_shares_incomplete",
      severity: broken ? "error" : "warning",
      observed: `${sum / 100} %`,
      limit: `${policy.ownerSumBpsMin / 100} % to 100 %`,
      remedyCode: "name_all_owners",
    },
  ];
}

/**
 * Identity step: registry numbers by their check digits, a representative, owners that add up, a licence in force.
 * @see docs/rules/identifiers.md
 */
export function checkIdentity(
  input: IdentityInput,
  policy: IdentityPolicy = IDENTITY_START_POLICY,
): CheckResult {
  const findings: KnownFinding[] = input.registryNumbers.flatMap((entry) => numberFinding(entry) ?? []);
  if (input.registryNumbers.length === 0) {
    findings.push({
      reasonCode: "registry_number_missing",
      severity: "error",
      observed: "0",
      limit: "1",
      remedyCode: "correct_registry_number",
    });
  }
  if (input.representativeCount < policy.representativesMin) {
    findings.push({
      reasonCode: "representative_missing",
      severity: "error",
      observed: String(input.representativeCount),
      limit: String(policy.representativesMin),
      remedyCode: "name_representative",
    });
  }
  findings.push(...ownerFindings(input, policy));
  const { present, expiresOn } = input.licence;
  if (!present || (expiresOn !== null && expiresOn < input.today)) {
    findings.push({
      reasonCode: present ? "licence_expired" : "licence_missing",
      severity: "error",
      observed: present ? (expiresOn ?? "") : "0",
      limit: present ? `valid on ${input.today}` : "1",
      remedyCode: "upload_licence",
    });
  }
  return conclude(findings);
}
