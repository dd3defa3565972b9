import type { ConcurrencyRefusal, IdempotencyRefusal } from "../kernel/command.ts";
import type { StatementMappingRefusal } from "./bank-statement.ts";
import type { EvidenceStatus, EvidenceType } from "./evidence.ts";
import type { InvoiceMappingRefusal } from "./invoice-columns.ts";
import type { FileKind, FileRefusal } from "./magic-bytes.ts";
import type { ReadStatementRefusal } from "./read-bank-statement.ts";
import type { ReadInvoicesRefusal } from "./read-invoices.ts";

/** Everything that a command on evidence may refuse; what is wrong with a file is named by the readers. */
export type EvidenceRefusal =
  | Readonly<
      | { kind: "not_found" }
      | { kind: "evidence_not_in_state"; status: EvidenceStatus }
      | { kind: "evidence_is_no_table"; type: EvidenceType }
      | { kind: "mapping_of_other_kind"; expected: "invoices" | "statement" }
      | { kind: "file_kind_not_for_type"; type: EvidenceType; accepted: readonly FileKind[] }
      | { kind: "evidence_quarantined" }
      | { kind: "evidence_refused" }
      | { kind: "role_no_longer_held" }
    >
  | FileRefusal
  | InvoiceMappingRefusal
  | StatementMappingRefusal
  | ReadInvoicesRefusal
  | ReadStatementRefusal
  | ConcurrencyRefusal
  | IdempotencyRefusal;
