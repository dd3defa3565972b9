import { Link } from "@tanstack/react-router";
import { PresalePreview } from "../../../ui/campaign/presale-preview.tsx";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money, percentOf } from "../../../ui/money.tsx";
import { Facts, Note } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { useRoleIn } from "../enterprise-data.ts";
import { REASONS } from "../review/reason-messages.ts";
import { type Campaign, useCampaign, useCampaignPath } from "./campaign-data.ts";
import { CAMPAIGN } from "./campaign-messages.ts";
import { CancelCampaign } from "./cancel-campaign.tsx";
import { StateActs } from "./state-acts.tsx";
import { isWritable } from "./status.tsx";

/** Where it stands and who acts next, in a sentence. */
const Standing = ({ campaign, base }: { readonly campaign: Campaign; readonly base: string }) => {
  const say = useSay(CAMPAIGN);
  const { status, tasks = [], findings = [], reasons = [] } = campaign;
  const caseId = campaign.caseId ?? campaign.approval?.caseId;
  const isMyTurn = isWritable(status) || status === "approved" || status === "rejected";
  return (
    <Note tone={isMyTurn ? "warn" : "info"} title={<CodeWord voice={CAMPAIGN} group="next" code={status} />}>
      <p>
        <CodeWord voice={CAMPAIGN} group="about" code={status} />
      </p>
      {[...findings, ...reasons].length === 0 ? null : (
        <ul>
          {[...findings, ...reasons].map((code) => (
            <li key={code}>
              <CodeWord voice={REASONS} group="reason" code={code} />
            </li>
          ))}
        </ul>
      )}
      {caseId === undefined ? null : (
        <p>
          <Link to={`/app/enterprise/${campaign.enterpriseId}/reviews/${caseId}`}>{say("toReview")}</Link>
        </p>
      )}
      {isWritable(status) ? (
        <p>
          <Link className="button" to={`${base}/${tasks.length === 0 ? "check" : "edit"}`}>
            {tasks.length === 0 ? say("checkAnswers") : say("goOnWriting", { tasks: tasks.length })}
          </Link>
        </p>
      ) : null}
    </Note>
  );
};

const KeyFacts = ({ campaign }: { readonly campaign: Campaign }) => {
  const say = useSay(CAMPAIGN);
  const { zone } = useReader();
  const { raised, terms, closesAt, publishAt, approval } = campaign;
  const goal = terms.minGoal;
  return (
    <Facts
      items={[
        ...(raised === undefined
          ? []
          : [
              [
                say("raised"),
                <span key="raised">
                  <Money value={raised} />
                  {goal === undefined ? null : ` (${percentOf(raised, goal)}%)`}
                </span>,
              ] as const,
            ]),
        [say("goal"), goal === undefined ? say("open") : <Money key="goal" value={goal} />],
        [say("cap"), terms.hardCap === undefined ? say("open") : <Money key="cap" value={terms.hardCap} />],
        [
          say("deadline"),
          closesAt !== undefined || terms.deadline !== undefined ? (
            <Time key="end" at={closesAt ?? terms.deadline ?? ""} />
          ) : (
            say("open")
          ),
        ],
        ...(publishAt === undefined ? [] : [[say("publishAt"), <Time key="at" at={publishAt} />] as const]),
        ...(approval === undefined
          ? []
          : [
              [
                say("fee"),
                say("feeText", {
                  percent: String(approval.feeBps / 100),
                  vat: String(approval.feeVatBps / 100),
                }),
              ] as const,
            ]),
        [say("zone"), zone],
      ]}
    />
  );
};

/** A campaign at a glance: where it stands, what can be done now, and how backers see it. */
export const CampaignOverview = () => {
  const say = useSay(CAMPAIGN);
  const path = useCampaignPath();
  const campaign = useCampaign(path);
  const role = useRoleIn(path.enterpriseId);
  const base = `/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}`;
  return (
    <Loaded query={campaign}>
      {(data) => (
        <div className="stack wide">
          <section className="stack wide" aria-labelledby="standing-title">
            <h2 id="standing-title">{say("standing")}</h2>
            <Standing campaign={data} base={base} />
            <KeyFacts campaign={data} />
            <StateActs campaign={data} path={path} role={role} />
            {data.status === "live" && role === "owner" ? <CancelCampaign path={path} /> : null}
          </section>
          <section className="stack">
            <h2>{say("howBackersSeeIt")}</h2>
            <div className="card preview-card">
              <PresalePreview terms={data.terms} />
            </div>
          </section>
        </div>
      )}
    </Loaded>
  );
};
