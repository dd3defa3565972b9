import { z } from "zod";
import { derivedIdPart } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import { type UserId, userIdSchema } from "./actor.ts";
import { personIdSchema } from "./person.ts";

/** The languages of the platform. */
export const localeSchema = z.enum(["en", "zh-CN"]);
export type Locale = z.infer<typeof localeSchema>;

/** An account of a person at an identity provider. Name and address are personal data and live with the person. */
export const userSchema = z.strictObject({
  id: userIdSchema,
  personId: personIdSchema,
  locale: localeSchema,
  createdAt: instantSchema,
  /** Wall time: sessions that began earlier are over. */
  sessionsNotBefore: instantSchema.optional(),
  version: z.int().min(1),
  eventHash: z.string(),
});
export type User = Readonly<z.infer<typeof userSchema>>;

/** What a verified token says about who signed in. Roles are not among it: they come from our own store. */
export const signInClaimsSchema = z.object({
  iss: z.string().min(1).max(512),
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
  locale: z.string().optional(),
});
export type SignInClaims = Readonly<z.infer<typeof signInClaimsSchema>>;

/** The user of an identity: issuer and subject together, never the address. */
export const userIdOf = ({ iss, sub }: { iss: string; sub: string }): UserId =>
  userIdSchema.parse(`usr_${derivedIdPart(["user", iss, sub])}`);

/** The nearest of our languages to what a token or browser asks for. */
export const localeOf = (asked: string | undefined): Locale =>
  asked?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
