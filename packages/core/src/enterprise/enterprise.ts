import { z } from "zod";
import { isoDaySchema } from "../evidence/day-text.ts";
import { enterpriseIdSchema, userIdSchema } from "../identity/actor.ts";
import { nameSchema, personIdSchema } from "../identity/person.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { sha256Hex } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import { REGISTRY_SCHEMES } from "./registry-number.ts";

/** What enterprises do; one list for filters and statistics. */
export const SECTORS = [
  "food",
  "farming",
  "fashion",
  "home",
  "electronics",
  "care",
  "toys",
  "sports",
  "crafts",
  "media",
  "mobility",
  "machinery",
  "services",
  "other",
] as const;

/** Legal forms as far as the review treats them apart; a sole trader is a natural person. */
export const LEGAL_FORMS = [
  "company",
  "partnership",
  "sole_trader",
  "cooperative",
  "non_profit",
  "other",
] as const;

const line = (charactersMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(charactersMax)
    .regex(/^[^\p{Cc}]+$/u, "text without control characters");

/** ISO 3166-1 alpha-2. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, "a country code like CN");

const addressSchema = z.strictObject({
  street: line(200),
  city: line(100),
  postalCode: line(20),
  country: countrySchema,
});

const fields = {
  legalName: nameSchema,
  country: countrySchema,
  registryNumber: z.strictObject({ scheme: z.enum(REGISTRY_SCHEMES), text: line(40) }),
  legalForm: z.enum(LEGAL_FORMS),
  address: addressSchema,
  sector: z.enum(SECTORS),
  licence: z.strictObject({ number: line(60), validUntil: isoDaySchema.nullable() }),
};

/** What an enterprise says of itself, as far as it has said it. */
export const profileDraftSchema = z
  .strictObject(fields)
  .partial()
  .extend({
    tradingName: nameSchema.optional(),
    website: z
      .url({ protocol: /^https$/ })
      .max(200)
      .optional(),
  });
export type ProfileDraft = Readonly<z.infer<typeof profileDraftSchema>>;

/** What must be said before an application. */
export const PROFILE_FIELDS = Object.keys(fields);

export const PERSON_ROLES = ["representative", "owner", "manager"] as const;
export const PEOPLE_MAX = 20;
const WHOLE_BPS = 10_000;

/**
 * A natural person behind the enterprise. Name, birthday and identity number are personal data and lie with the
 * person; here are only keyed fingerprints, which find the same person elsewhere without saying who it is.
 */
export const enterprisePersonSchema = z.strictObject({
  personId: personIdSchema,
  roles: z.array(z.enum(PERSON_ROLES)).min(1).max(PERSON_ROLES.length),
  /** Share of an owner, basis points. */
  shareBps: z.int().min(0).max(WHOLE_BPS),
  nameHash: z.string(),
  identityHash: z.string().optional(),
  /** The person of the platform with this person's e-mail address. */
  accountPersonId: personIdSchema.optional(),
});
export type EnterprisePerson = Readonly<z.infer<typeof enterprisePersonSchema>>;

const base = {
  id: enterpriseIdSchema,
  createdBy: userIdSchema,
  createdAt: instantSchema,
  changedAt: instantSchema,
  profile: profileDraftSchema,
  people: z.array(enterprisePersonSchema).max(PEOPLE_MAX).readonly(),
  /** A rejection can be appealed once. */
  appealed: z.boolean(),
  version: z.int().min(1),
  eventHash: z.string(),
  payloadHash: z.string(),
};
/** The case of the review, and the hash of exactly what it is about. */
const reviewed = { ...base, caseId: z.string(), contentHash: z.string(), appliedAt: instantSchema };
const verified = { ...reviewed, verifiedAt: instantSchema, decidedBy: z.array(userIdSchema).min(2).max(3) };

/** The file of an enterprise: one for its pre-sales and its financings (docs/rules/enterprise.md). */
export const enterpriseSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("draft") }),
  z.strictObject({ ...reviewed, status: z.literal("applied") }),
  z.strictObject({
    ...reviewed,
    status: z.literal("changes_requested"),
    requestedAt: instantSchema,
    reasonCodes: z.array(z.string()).max(10),
  }),
  z.strictObject({ ...verified, status: z.literal("verified") }),
  z.strictObject({
    ...reviewed,
    status: z.literal("rejected"),
    rejectedAt: instantSchema,
    reasonCodes: z.array(z.string()).max(10),
  }),
  z.strictObject({
    ...verified,
    status: z.literal("suspended"),
    suspendedAt: instantSchema,
    suspendedBy: userIdSchema,
    reasonCode: z.string(),
  }),
]);
export type Enterprise = Readonly<z.infer<typeof enterpriseSchema>>;
export type EnterpriseStatus = Enterprise["status"];
export type EnterpriseIn<S extends EnterpriseStatus> = Extract<Enterprise, { status: S }>;

export const ENTERPRISE_STATUSES = [
  "draft",
  "applied",
  "changes_requested",
  "verified",
  "rejected",
  "suspended",
] as const satisfies readonly EnterpriseStatus[];

/** The hash of what a review is about: the file's content, without its state. */
export const contentHashOf = ({ profile, people }: Pick<Enterprise, "profile" | "people">): string =>
  sha256Hex(canonicalJson({ profile, people }));
