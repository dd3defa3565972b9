import type { BankDecisionRefusal } from "@firstlot/core/bank/bank-decision";
import type { DecideInstructionRefusal } from "@firstlot/core/bank/decide-instruction";
import type { IngestRefusal } from "@firstlot/core/bank/ingest-statement";
import type { PartnerRefusal } from "@firstlot/core/bank/manage-partner";
import type { QuarantineRefusal } from "@firstlot/core/bank/quarantine";
import type { ReceiveRefusal } from "@firstlot/core/bank/receive-confirmation";
import type { ResolveRefusal } from "@firstlot/core/bank/resolve-break";
import type { ProblemEntry, SHARED_PROBLEMS } from "./shared.ts";

type Kind = Exclude<
  (
    | BankDecisionRefusal
    | DecideInstructionRefusal
    | IngestRefusal
    | PartnerRefusal
    | QuarantineRefusal
    | ReceiveRefusal
    | ResolveRefusal
  )["kind"],
  keyof typeof SHARED_PROBLEMS
>;

/** What banks and operators see when an instruction, a message or a difference does not move. */
export const BANK_PROBLEMS = {
  instruction_status: { status: 409, title: "The instruction's status does not allow this; no money moved." },
  same_person: { status: 409, title: "Another natural person must confirm this; nothing was done." },
  nothing_requested: { status: 409, title: "Nobody has asked for a change; there is nothing to confirm." },
  already_requested: { status: 409, title: "A change waits for its confirmation already; nothing was done." },
  held_by_bank: { status: 409, title: "Its bank holds this instruction; only the bank releases it." },
  held_by_platform: {
    status: 409,
    title: "The platform holds this instruction; two of its people release it, not the bank.",
  },
  break_is_no_payment: {
    status: 422,
    title: "Only money that came in and fits nothing can be given to a pledge; nothing was done.",
  },
  pledge_takes_no_payment: {
    status: 409,
    title: "This pledge takes no such payment; no money moved. Return the money to its payer instead.",
  },
  quarantine_status: { status: 409, title: "The message is dealt with already; nothing was done." },
  break_status: { status: 409, title: "The difference is dealt with already; no money moved." },
  nothing_proposed: { status: 409, title: "Nobody has proposed a resolution; there is nothing to confirm." },
  already_proposed: { status: 409, title: "A resolution waits for its confirmation already." },
  nothing_to_move: { status: 422, title: "This difference has no money that could be moved; explain it." },
  account_of_another_book: {
    status: 422,
    title: "The account is in another book; choose one of the same book.",
  },
  ledger_refused: { status: 409, title: "The books do not allow this transfer; no money moved." },
  signature_refused: { status: 401, title: "The signature is not believed; nothing was stored." },
  webhook_id_reused: {
    status: 409,
    title: "This webhook-id came before with another body; nothing was applied, and the message is kept.",
  },
  message_too_large: { status: 413, title: "The message is larger than 20,000 bytes; nothing was applied." },
  message_is_not_json: { status: 400, title: "The body is not JSON in UTF-8; nothing was applied." },
  malformed_message: {
    status: 400,
    title: "The message does not have the documented form; nothing was applied.",
  },
  statement_refused: {
    status: 422,
    title: "The file is not a statement that adds up; nothing of it is used, and the file is kept.",
  },
  unknown_account: {
    status: 422,
    title: "A statement names an account that is not yours; nothing was used.",
  },
  too_many_statements: { status: 422, title: "The file holds too many statements; split it." },
  malformed_key: { status: 422, title: "The key is not a whpk_ or whsec_ key; nothing was changed." },
  partner_status: { status: 409, title: "The bank's status does not allow this; nothing was changed." },
  too_many_confirmation_keys: { status: 409, title: "Too many keys are valid at once; wait until one ends." },
  confirmation_key_exists: { status: 409, title: "This key is registered already; nothing was changed." },
} as const satisfies Record<Kind, ProblemEntry>;
