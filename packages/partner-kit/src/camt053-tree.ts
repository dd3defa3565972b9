import { z } from "zod";
import { xmlUnescaped } from "./xml-text.ts";

/** The part of camt.053 that has a meaning here; what only informs is let through unread. */
const textSchema = z.string().transform(xmlUnescaped);
const emptySchema = z.literal(""); // <RltdPties/> arrives as an empty text
const optional = <S extends z.ZodType>(schema: S) => z.union([schema, emptySchema]).optional();

const amountSchema = z.object({ "#text": z.string(), "@Ccy": z.string() });
const directionSchema = z.enum(["CRDT", "DBIT"]);
const dateChoiceSchema = z.union([z.object({ Dt: z.string() }), z.object({ DtTm: z.string() })]);
const accountIdSchema = z.union([
  z.object({ IBAN: textSchema }),
  z.object({ Othr: z.object({ Id: textSchema }) }),
]);

const balanceSchema = z.object({
  Tp: z.object({ CdOrPrtry: z.union([z.object({ Cd: z.string() }), z.object({ Prtry: z.string() })]) }),
  Amt: amountSchema,
  CdtDbtInd: directionSchema,
  Dt: dateChoiceSchema,
});

// Since .08 a party is wrapped into `Pty`; before it stood bare.
const partySchema = z.object({
  Nm: textSchema.optional(),
  Pty: optional(z.object({ Nm: textSchema.optional() })),
});
const holderAccountSchema = z.object({ Id: accountIdSchema });

const bankCodeSchema = z.object({
  Domn: z.object({ Fmly: z.object({ SubFmlyCd: z.string() }) }).optional(),
});

const returnSchema = z.object({
  Rsn: z.union([z.object({ Cd: textSchema }), z.object({ Prtry: textSchema })]).optional(),
});

const structuredSchema = z.object({
  CdtrRefInf: optional(z.object({ Ref: textSchema.optional() })),
});

const transactionSchema = z.object({
  Refs: optional(z.object({ EndToEndId: textSchema.optional(), AcctSvcrRef: textSchema.optional() })),
  Amt: amountSchema.optional(),
  CdtDbtInd: directionSchema.optional(),
  BkTxCd: optional(bankCodeSchema),
  RltdPties: optional(
    z.object({
      Dbtr: optional(partySchema),
      DbtrAcct: optional(holderAccountSchema),
      Cdtr: optional(partySchema),
      CdtrAcct: optional(holderAccountSchema),
    }),
  ),
  RmtInf: optional(
    z.object({
      Ustrd: z.array(textSchema).default([]),
      Strd: z.array(z.union([structuredSchema, emptySchema])).default([]),
    }),
  ),
  RtrInf: optional(returnSchema),
});

const entrySchema = z.object({
  Amt: amountSchema,
  CdtDbtInd: directionSchema,
  RvslInd: z.string().optional(),
  Sts: z.union([z.string(), z.object({ Cd: z.string() })]), // a bare code before .08
  BookgDt: dateChoiceSchema,
  ValDt: dateChoiceSchema.optional(),
  AcctSvcrRef: textSchema.optional(),
  BkTxCd: optional(bankCodeSchema),
  NtryDtls: z
    .array(z.union([z.object({ TxDtls: z.array(transactionSchema).default([]) }), emptySchema]))
    .default([]),
});

const statementSchema = z.object({
  Id: textSchema,
  StmtPgntn: z.object({ PgNb: z.string(), LastPgInd: z.string() }).optional(),
  ElctrncSeqNb: z.string().optional(),
  LglSeqNb: z.string().optional(),
  Acct: z.object({ Id: accountIdSchema, Ccy: z.string().optional() }),
  Bal: z.array(balanceSchema),
  Ntry: z.array(entrySchema).max(50_000).default([]),
});

/** A camt.053 document as the XML parser gives it, amounts and dates still text. */
export const camt053TreeSchema = z.object({
  Document: z.object({ BkToCstmrStmt: z.object({ Stmt: z.array(statementSchema).min(1).max(1000) }) }),
});

/** One `Stmt` element. */
export type CamtStatement = z.infer<typeof statementSchema>;
/** One `Ntry` element. */
export type CamtEntry = z.infer<typeof entrySchema>;
/** One `TxDtls` element. */
export type CamtTransaction = z.infer<typeof transactionSchema>;
/** One `Bal` element. */
export type CamtBalance = z.infer<typeof balanceSchema>;
/** `Dt` or `DtTm`. */
export type CamtDate = z.infer<typeof dateChoiceSchema>;
/** `IBAN` or `Othr/Id`. */
export type CamtAccountId = z.infer<typeof accountIdSchema>;

/** An optional element that may also be there and empty. */
export const present = <T>(value: T | "" | undefined): T | undefined => (value === "" ? undefined : value);
