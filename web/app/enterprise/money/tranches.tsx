import { Link } from "@tanstack/react-router";
import { useWord } from "../../../ui/code-word.tsx";
import { useReader, useSay, written } from "../../../ui/language.tsx";
import { moneyText } from "../../../ui/money.tsx";
import { Note, Pairs } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { StateTag, type Tones } from "../../parts/state-tag.tsx";
import type { CampaignPath, Terms } from "../campaign/campaign-data.ts";
import { EVIDENCE } from "../evidence/evidence-messages.ts";
import { openRequest, useOwnCase } from "../review/own-review-data.ts";
import { FileLinks } from "./file-links.tsx";
import type { Tranche } from "./money-data.ts";
import { MONEY } from "./money-messages.ts";
import { TrancheRequest } from "./tranche-request.tsx";
import { isOwnTurn, nextTranche, standingOf } from "./tranche-state.ts";

const TONES: Tones = {
  evidence_due: "warn",
  changes_asked: "warn",
  refused: "warn",
  requested: "info",
  approved: "info",
  instructed: "info",
  paid: "ok",
  returned_to_backers: "danger",
};

const DATES = ["requestedAt", "changesAskedAt", "refusedAt", "approvedAt", "instructedAt", "paidAt"] as const;
const DATE_WORDS = {
  requestedAt: "askedAt",
  changesAskedAt: "changesAskedAt",
  refusedAt: "refusedAt",
  approvedAt: "approvedAt",
  instructedAt: "instructedAt",
  paidAt: "paidAt",
} as const;

/** What the review asks for, while it waits for an answer. */
const Remark = (props: { readonly enterpriseId: string; readonly caseId: string }) => {
  const say = useSay(MONEY);
  const { enterpriseId, caseId } = props;
  const found = useOwnCase(enterpriseId, caseId).data;
  const request = found === undefined ? undefined : openRequest(found);
  return (
    <>
      {request === undefined ? null : (
        <Note tone="warn" title={say("requestOfReview")}>
          <p>{request.message}</p>
        </Note>
      )}
      <p>
        <Link to={`/app/enterprise/${enterpriseId}/reviews/${caseId}`}>{say("toReview")}</Link>
      </p>
    </>
  );
};

const OneTranche = (props: {
  readonly tranche: Tranche;
  readonly standing: string;
  readonly terms: Terms;
  readonly path: CampaignPath;
}) => {
  const { tranche, standing, terms, path } = props;
  const say = useSay(MONEY);
  const word = useWord(EVIDENCE);
  const { language } = useReader();
  const condition = terms.tranches?.find(({ id }) => id === tranche.planId)?.condition ?? {};
  const said = written(condition, language);
  const { evidenceIds = [], evidenceTypes, bankReference } = tranche;
  return (
    <li className="card stack">
      <div className="row between">
        <h3>
          {say("trancheTitle", {
            position: tranche.position,
            amount: moneyText(tranche.amount, language),
          })}
        </h3>
        <StateTag voice={MONEY} group="tranche" state={standing} tones={TONES} />
      </div>
      <Pairs
        items={[
          [
            say("condition"),
            <span key="condition" lang={said.lang}>
              {said.text === "" ? "–" : said.text}
            </span>,
          ],
          [
            say("evidenceAsked"),
            evidenceTypes.length === 0
              ? say("noEvidenceAsked")
              : evidenceTypes.map((type) => word("type", type)).join(" · "),
          ],
          ...(evidenceIds.length === 0
            ? []
            : [
                [
                  say("handedIn"),
                  <FileLinks key="files" enterpriseId={path.enterpriseId} ids={evidenceIds} />,
                ] as const,
              ]),
          ...DATES.flatMap((date) => {
            const at = tranche[date];
            return at === undefined ? [] : [[say(DATE_WORDS[date]), <Time key={date} at={at} />] as const];
          }),
          ...(bankReference === undefined
            ? []
            : [[say("bankReference"), <code key="bank">{bankReference}</code>] as const]),
        ]}
      />
      {tranche.caseId === undefined ? null : (
        <Remark enterpriseId={path.enterpriseId} caseId={tranche.caseId} />
      )}
      {isOwnTurn(standing) ? <TrancheRequest tranche={tranche} path={path} /> : null}
      {standing === "locked" ? <p className="muted small">{say("earlierFirst")}</p> : null}
    </li>
  );
};

/** The raised money, part by part: on which condition, where each stands, and asking for the next one. */
export const Tranches = (props: {
  readonly tranches: readonly Tranche[];
  readonly terms: Terms;
  readonly path: CampaignPath;
}) => {
  const say = useSay(MONEY);
  const { tranches, terms, path } = props;
  if (tranches.length === 0) return null;
  const next = nextTranche(tranches);
  return (
    <section className="stack">
      <div className="stack tight">
        <h2>{say("tranches")}</h2>
        <p className="muted">{say("tranchesLead")}</p>
      </div>
      <ol className="plain stack">
        {tranches.map((tranche) => (
          <OneTranche
            key={tranche.id}
            tranche={tranche}
            standing={standingOf(tranche, next)}
            terms={terms}
            path={path}
          />
        ))}
      </ol>
    </section>
  );
};
