import { isStaffPerson } from "../identity/person.ts";
import { type Enterprise, PROFILE_FIELDS } from "./enterprise.ts";
import type { EnterpriseDeps } from "./enterprise-deps.ts";
import type { MissingEntry } from "./enterprise-refusal.ts";
import type { PayoutAccount } from "./payout-account.ts";
import { checkRegistryNumber } from "./registry-number.ts";

const WHOLE_BPS = 10_000;

const FIELD_TASKS: Readonly<Record<string, string>> = {
  legalName: "Write the legal name as it stands in the register.",
  country: "Choose the country of registration.",
  registryNumber: "Write the number under which the enterprise is registered.",
  legalForm: "Choose the legal form.",
  address: "Write the registered address.",
  sector: "Choose what the enterprise makes.",
  licence: "Write the number of the business licence and until when it is valid.",
};

const REGISTRY_TASKS = {
  invalid: "The check digits of this number do not hold: copy it again from the licence.",
} as const;

function profileTasks({ profile }: Enterprise): readonly MissingEntry[] {
  const said = new Set(Object.keys(profile));
  const missing = PROFILE_FIELDS.filter((field) => !said.has(field)).map((field) => ({
    pointer: `/profile/${field}`,
    code: "fill_in",
    detail: FIELD_TASKS[field] ?? "Fill this in.",
  }));
  const number = profile.registryNumber;
  const isInvalid = number !== undefined && checkRegistryNumber(number).outcome === "invalid";
  return isInvalid
    ? [
        ...missing,
        { pointer: "/profile/registryNumber/text", code: "correct_number", detail: REGISTRY_TASKS.invalid },
      ]
    : missing;
}

function peopleTasks({ people }: Enterprise): readonly MissingEntry[] {
  const tasks: MissingEntry[] = [];
  const task = (code: string, detail: string) => tasks.push({ pointer: "/people", code, detail });
  if (!people.some(({ roles }) => roles.includes("representative")))
    task("name_representative", "Name the person who may sign for the enterprise.");
  if (!people.some(({ roles }) => roles.includes("owner")))
    task(
      "name_owner",
      "Name every natural person who owns a quarter or more, or who controls the enterprise.",
    );
  if (people.some(({ roles, shareBps }) => roles.includes("owner") && shareBps === 0))
    task("state_share", "State the share of every owner.");
  if (people.reduce((sum, { shareBps }) => sum + shareBps, 0) > WHOLE_BPS)
    task("correct_shares", "The shares of the owners add up to more than the whole.");
  return tasks;
}

/**
 * What is missing before an application, in the order of the form; empty when nothing is.
 * @see docs/rules/enterprise.md#task-list
 */
export async function applicationTasks(
  deps: Pick<EnterpriseDeps, "missingDocuments">,
  enterprise: Enterprise,
  account: PayoutAccount | undefined,
): Promise<readonly MissingEntry[]> {
  const country = enterprise.profile.country;
  const documents =
    country === undefined ? [] : await deps.missingDocuments({ enterpriseId: enterprise.id, country });
  return [
    ...profileTasks(enterprise),
    ...peopleTasks(enterprise),
    ...(account === undefined
      ? [
          {
            pointer: "/payoutAccount",
            code: "name_account",
            detail: "Name the bank account of the enterprise that money for its own costs goes to.",
          },
        ]
      : []),
    ...documents.map((type) => ({
      pointer: `/evidence/${type}`,
      code: "upload_document",
      detail: `Upload a document of the type ${type}.`,
    })),
  ];
}

/**
 * People of an enterprise who also work for the platform, by their e-mail address; for the conflict step.
 * @returns the keyed person ids that are on both sides
 */
export async function staffAmongPeople(
  deps: Pick<EnterpriseDeps, "store">,
  enterprise: Pick<Enterprise, "people">,
): Promise<readonly string[]> {
  const known = enterprise.people.flatMap(({ accountPersonId }) => accountPersonId ?? []);
  const isStaff = await Promise.all(known.map((personId) => isStaffPerson(deps.store, personId)));
  return known.filter((_, i) => isStaff[i]);
}
