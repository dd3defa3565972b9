import { Link } from "@tanstack/react-router";
import { useReader, useSay } from "../../../ui/language.tsx";
import { moneyText } from "../../../ui/money.tsx";
import { Time } from "../../../ui/time.tsx";
import type { EvidenceRow, FileProps } from "./evidence-data.ts";
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

/** Each tranche and payment that was asked for with a file, with a way to it; what the file is for where there is none. */
export const Uses = ({ enterpriseId, file }: FileProps) => {
  const say = useSay(EVIDENCE);
  const { language } = useReader();
  const { uses = [], subject } = file;
  if (uses.length === 0) return <UsedBy enterpriseId={enterpriseId} file={file} />;
  return (
    <ul className="plain">
      {subject?.kind === "campaign" ? (
        <li>
          <UsedBy enterpriseId={enterpriseId} file={file} />
        </li>
      ) : null}
      {uses.map(({ kind, id, campaignId, amount, at }) => {
        const money = `/app/enterprise/${enterpriseId}/campaigns/${campaignId}/money`;
        return (
          <li key={id}>
            <Link to={kind === "payment" ? `${money}/payments/${id}` : money}>
              {say(`use_${kind}`, { amount: moneyText(amount, language) })}
            </Link>{" "}
            <span className="muted">
              <Time at={at} as="day" />
            </span>
          </li>
        );
      })}
    </ul>
  );
};
