import { z } from "zod";
import type { Enterprise } from "../enterprise/enterprise.ts";
import { checkRegistryNumber, type RegistryScheme } from "../enterprise/registry-number.ts";
import { isStaffPerson, personIdSchema } from "../identity/person.ts";
import { loadRoster } from "../identity/roster-store.ts";
import { keyedIdPart } from "../kernel/id.ts";
import type { Store } from "../kernel/store.ts";
import { checkConflict } from "../review/checks/conflict-check.ts";
import type { StepRunner } from "../review/run-step.ts";
import { enterpriseOf, type PlatformPerson, type ScreeningDeps } from "./screening-deps.ts";
import { stepOf } from "./step-of.ts";

const enterprisePersonSchema = z.strictObject({
  personHash: z.string(),
  role: z.enum(["owner", "manager", "representative", "self"]),
});
type EnterprisePersonHash = z.infer<typeof enterprisePersonSchema>;

const factsSchema = z.strictObject({
  enterprisePeople: z.array(enterprisePersonSchema),
  /** Only those found on both sides: the platform's other people are nobody's business here. */
  platformPeople: z.array(
    z.strictObject({
      personHash: z.string(),
      role: z.enum(["owner", "manager", "staff"]),
      shareBps: z.int().min(0),
    }),
  ),
});

/** The keyed hash of a company's registry number, by which an owner that is itself a company is compared. */
export function registryHashOf(
  secret: string,
  number: { scheme: RegistryScheme; text: string },
): string | undefined {
  const checked = checkRegistryNumber(number);
  return checked.outcome === "invalid"
    ? undefined
    : keyedIdPart(secret, ["registry-number", checked.scheme, checked.normalized]);
}

/** Everybody behind the enterprise, by each fingerprint they are known by; its members act as managers. */
async function peopleBehind(
  { store, idSecret }: Pick<ScreeningDeps, "store" | "idSecret">,
  { id, people, profile }: Enterprise,
): Promise<EnterprisePersonHash[]> {
  const named = people.flatMap(({ accountPersonId, identityHash, roles }): EnterprisePersonHash[] => {
    const role = roles[0] ?? "manager";
    return [accountPersonId, identityHash].flatMap((personHash) =>
      personHash === undefined ? [] : [{ personHash, role }],
    );
  });
  const roster = await loadRoster(store, id);
  const members = (roster?.members ?? [])
    .filter(({ personId }) => !named.some(({ personHash }) => personHash === personId))
    .map(({ personId }): EnterprisePersonHash => ({ personHash: personId, role: "manager" }));
  const own =
    profile.registryNumber === undefined ? undefined : registryHashOf(idSecret, profile.registryNumber);
  return [...named, ...members, ...(own === undefined ? [] : [{ personHash: own, role: "self" as const }])];
}

async function staffAmong(store: Store, people: readonly EnterprisePersonHash[]): Promise<PlatformPerson[]> {
  const staff: PlatformPerson[] = [];
  for (const { personHash } of people) {
    const personId = personIdSchema.safeParse(personHash);
    if (personId.success && (await isStaffPerson(store, personId.data)))
      staff.push({ personHash, role: "staff", shareBps: 0 });
  }
  return staff;
}

/** Conflict: nobody who owns, leads or works for the platform stands behind the enterprise. */
export const conflictStep = (
  deps: Pick<ScreeningDeps, "store" | "idSecret" | "platformPeople">,
): StepRunner =>
  stepOf({
    facts: factsSchema,
    gather: async (reviewCase) => {
      const enterprisePeople = await peopleBehind(deps, await enterpriseOf(deps.store, reviewCase));
      const hashes = new Set(enterprisePeople.map(({ personHash }) => personHash));
      const named = await deps.platformPeople();
      return {
        facts: {
          enterprisePeople,
          platformPeople: [
            ...named.filter(({ personHash }) => hashes.has(personHash)),
            ...(await staffAmong(deps.store, enterprisePeople)),
          ],
        },
        evidence: [],
      };
    },
    evaluate: async ({ facts }) => checkConflict(facts),
  });
