import { Link } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import type { EvidenceRow } from "./evidence-data.ts";
import { EVIDENCE } from "./evidence-messages.ts";

/** Files that a tranche or a payment request names when it is asked for. */
const NAMED_LATER: readonly EvidenceRow["type"][] = [
  "delivery_proof",
  "supplier_invoice",
  "tranche_evidence",
];

/** What a file is for: one campaign, one release of money, or every review of the enterprise. */
export const UsedBy = (props: { readonly enterpriseId: string; readonly file: EvidenceRow }) => {
  const { enterpriseId, file } = props;
  const say = useSay(EVIDENCE);
  const { subject, type } = file;
  if (subject?.kind === "campaign")
    return (
      <Link to={`/app/enterprise/${enterpriseId}/campaigns/${subject.id}`}>{say("usedByCampaign")}</Link>
    );
  if (subject?.kind === "tranche") return say("usedByTranche");
  if (subject?.kind === "payment") return say("usedByPayment");
  return say(NAMED_LATER.includes(type) ? "usedByLater" : "usedByReviews");
};
