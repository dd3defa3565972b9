import type { EvidenceRefusal } from "@firstlot/core/evidence/evidence-refusal";
import type { IDENTITY_PROBLEMS } from "./identity.ts";
import type { ProblemEntry, SHARED_PROBLEMS } from "./shared.ts";

type Elsewhere = keyof typeof SHARED_PROBLEMS | keyof typeof IDENTITY_PROBLEMS;

/** What is wrong with a file or its mapping; nothing of a refused file is kept. */
export const EVIDENCE_PROBLEMS = {
  evidence_not_in_state: {
    status: 409,
    title: "The file is being read, or was put aside; nothing was changed.",
  },
  evidence_is_no_table: { status: 422, title: "A document of this type is looked at, not read as a table." },
  mapping_of_other_kind: { status: 422, title: "This file takes a mapping of another kind." },
  file_kind_not_for_type: { status: 415, title: "A document of this type is another kind of file." },
  evidence_quarantined: {
    status: 409,
    title: "This file is being scanned; it is neither read nor handed out before. Try again in a moment.",
  },
  evidence_refused: { status: 409, title: "This file was put aside as harmful and is not handed out." },
  file_empty: { status: 422, title: "The file is empty; nothing was stored." },
  file_too_large: { status: 413, title: "The file is too large; nothing was stored." },
  file_kind_unknown: { status: 415, title: "This is no PDF, PNG, JPEG or text file; nothing was stored." },
  content_type_mismatch: {
    status: 415,
    title: "The file is not what its content type says; nothing was stored.",
  },
  archive_not_accepted: { status: 415, title: "Archives are not taken; upload the files one by one." },
  spreadsheet_not_accepted: { status: 415, title: "Spreadsheets are not taken; export the sheet as CSV." },
  markup_not_accepted: { status: 415, title: "Pages and drawings with markup are not taken; export a PDF." },
  two_files_in_one: { status: 422, title: "Something else is hidden behind the file; nothing was stored." },
  active_content: { status: 422, title: "The file contains programs or other files; nothing was stored." },
  file_damaged: { status: 422, title: "The file is damaged; save it again and upload it anew." },
  image_too_large: { status: 422, title: "The picture has too many pixels; scan it with less." },
  virus_signature: { status: 422, title: "The file carries the mark of a virus; nothing was stored." },
  not_a_text_file: { status: 422, title: "The file is not text in an encoding that can be read." },
  delimiter_not_found: {
    status: 422,
    title: "No columns were found: separate them by comma, semicolon or tab.",
  },
  too_many_rows: { status: 422, title: "The file has too many rows; split it." },
  too_many_columns: { status: 422, title: "A row of the file has too many columns." },
  field_too_long: { status: 422, title: "A field of the file is too long." },
  unclosed_quote: { status: 422, title: "A quotation mark of the file is never closed." },
  columns_not_found: { status: 422, title: "Some columns were not found; name them in the mapping." },
  profile_column_missing: { status: 422, title: "The file lacks a column that the mapping names." },
  amount_columns_incomplete: { status: 422, title: "The mapping names too few columns of amounts." },
  sum_too_large: { status: 422, title: "The amounts of the file add up to more than can be kept." },
} as const satisfies Record<Exclude<EvidenceRefusal["kind"], Elsewhere>, ProblemEntry>;
