import { z } from "zod";

/** An account's number at a bank: an IBAN or a domestic number, capital letters and digits without spaces. */
export const accountNumberSchema = z
  .string()
  .regex(/^[A-Z0-9]{5,34}$/, "5 to 34 capital letters and digits")
  .brand<"AccountNumber">();
export type AccountNumber = z.infer<typeof accountNumberSchema>;

/** Who is paid: the name that the bank checks and the account. Personal data: on items only, never in events. */
export const payeeSchema = z.strictObject({ name: z.string().min(1).max(70), account: accountNumberSchema });
export type Payee = Readonly<z.infer<typeof payeeSchema>>;

/** The bank's own reference of one fact in its books (AcctSvcrRef): what a fact is known by for ever. */
export const bankReferenceSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,35}$/, "1 to 35 visible ASCII characters")
  .brand<"BankReference">();
export type BankReference = z.infer<typeof bankReferenceSchema>;

const NUMBER_STEM_CHARACTERS = 22;
const CAMPAIGN_CHARACTERS = 12;

/**
 * The number of a campaign's supervised account: a virtual account under the custody account, foreseeable by both
 * sides, so that opening it needs no call.
 */
export const campaignAccountNumber = ({
  custody,
  campaignId,
}: {
  custody: AccountNumber;
  campaignId: string;
}): AccountNumber =>
  accountNumberSchema.parse(
    `${custody.slice(0, NUMBER_STEM_CHARACTERS)}${campaignId.slice("cmp_".length, "cmp_".length + CAMPAIGN_CHARACTERS)}`,
  );
