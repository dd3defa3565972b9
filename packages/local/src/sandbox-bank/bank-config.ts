import { paymentLinkKeySchema } from "@firstlot/partner-kit/payment-link";
import { z } from "zod";
import { accountSchema, partnerSchema } from "./bank-fact.ts";

const json = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "not JSON" });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** The environment of the sandbox bank's process; README.md explains each variable. */
export const bankConfigSchema = z.object({
  FIRSTLOT_BANK_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  FIRSTLOT_BANK_HOST: z.string().default("127.0.0.1"),
  FIRSTLOT_BANK_JOURNAL: z.string().optional(),
  FIRSTLOT_DATA: z.string().default(".firstlot"),
  FIRSTLOT_BANK_PLATFORM_URL: z.url().default("http://localhost:3000"),
  FIRSTLOT_BANK_AUTORUN: z.enum(["on", "off"]).default("on"),
  FIRSTLOT_BANK_LEASHED: z.enum(["on", "off"]).default("off"),
  FIRSTLOT_BANK_ADMIN_TOKEN: z.string().min(16).optional(),
  FIRSTLOT_BANK_PARTNERS: json(z.array(partnerSchema)).optional(),
  FIRSTLOT_BANK_ACCOUNTS: json(z.array(accountSchema)).optional(),
  FIRSTLOT_BANK_LINK_KEYS: json(z.array(paymentLinkKeySchema)).optional(),
  FIRSTLOT_BANK_LINK_JWKS_URL: z.url().optional(),
  FIRSTLOT_BANK_TOKEN_ENDPOINT: z.url().optional(),
  FIRSTLOT_BANK_TOKEN_AUDIENCE: z.string().optional(),
  FIRSTLOT_BANK_TOKEN_SCOPE: z.string().optional(),
  FIRSTLOT_BANK_TOKEN_RESOURCE: z.string().optional(),
  FIRSTLOT_BANK_RETURN_DELAY_MS: z.coerce.number().int().min(0).default(3_600_000),
});

/** The parsed environment. */
export type BankConfig = z.infer<typeof bankConfigSchema>;
