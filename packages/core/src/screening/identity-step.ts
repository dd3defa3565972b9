import { z } from "zod";
import { REGISTRY_SCHEMES } from "../enterprise/registry-number.ts";
import { isoDaySchema } from "../evidence/day-text.ts";
import { checkIdentity } from "../review/checks/identity-check.ts";
import type { StepRunner } from "../review/run-step.ts";
import { dayOf, enterpriseOf, type ScreeningDeps } from "./screening-deps.ts";
import { stepOf } from "./step-of.ts";

const factsSchema = z.strictObject({
  registryNumbers: z.array(
    z.strictObject({
      scheme: z.enum(REGISTRY_SCHEMES),
      text: z.string(),
      register: z.enum(["not_asked", "confirmed", "not_found"]),
    }),
  ),
  representativeCount: z.int().min(0),
  ownerShareBps: z.array(z.int()),
  licence: z.strictObject({ present: z.boolean(), expiresOn: isoDaySchema.nullable() }),
  today: isoDaySchema,
});

/** Identity: what the enterprise says of itself holds together. The register itself is a person's to ask. */
export const identityStep = (deps: Pick<ScreeningDeps, "store" | "now">): StepRunner =>
  stepOf({
    facts: factsSchema,
    gather: async (reviewCase) => {
      const { profile, people } = await enterpriseOf(deps.store, reviewCase);
      const { registryNumber, licence } = profile;
      return {
        facts: {
          registryNumbers:
            registryNumber === undefined
              ? []
              : [
                  {
                    scheme: registryNumber.scheme,
                    text: registryNumber.text,
                    register: "not_asked" as const,
                  },
                ],
          representativeCount: people.filter(({ roles }) => roles.includes("representative")).length,
          ownerShareBps: people
            .filter(({ roles }) => roles.includes("owner"))
            .map(({ shareBps }) => shareBps),
          licence: { present: licence !== undefined, expiresOn: licence?.validUntil ?? null },
          today: dayOf(deps.now()),
        },
        evidence: [],
      };
    },
    evaluate: async ({ facts }) => checkIdentity(facts),
  });
