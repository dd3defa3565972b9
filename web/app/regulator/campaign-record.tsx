import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useReader, useSay, written } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Pairs } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { Loaded } from "../parts/problem.tsx";
import { ReplayPart } from "../review/replay-part.tsx";
import { type StaffCampaign, useCampaign, useCase, useEnterprise } from "../review/review-data.ts";
import { useWords as useReviewWords } from "../review/review-messages.ts";
import { CampaignMoney } from "./campaign-money.tsx";
import { RecordTag } from "./record-tag.tsx";
import { REGULATOR } from "./regulator-messages.ts";
import { Trail } from "./trail.tsx";

type Pair = readonly [ReactNode, ReactNode];

/** The review that decided the campaign, and its replay. */
const Review = ({ caseId }: { readonly caseId: string }) => {
  const say = useSay(REGULATOR);
  const { word } = useReviewWords();
  const review = useCase(caseId).data;
  return (
    <section className="card stack tight" aria-labelledby="review-title">
      <h2 id="review-title">{say("review")}</h2>
      <p>
        <Link to="/app/regulator/trail/$aggregateId" params={{ aggregateId: caseId }}>
          {say("reviewTrail")}
        </Link>
      </p>
      {review?.decision === undefined ? null : (
        <Pairs
          items={[
            [say("decidedAt"), <Time key="at" at={review.decision.at} />],
            [say("deciders"), say("decidersText", { approvers: review.decision.approvers.length })],
            [
              say("policy"),
              say("policyVersion", {
                name: word("policy", review.policy.id),
                version: review.policy.version,
              }),
            ],
            [
              say("contentHash"),
              <code key="hash" className="small">
                {review.subject.contentHash}
              </code>,
            ],
          ]}
        />
      )}
      {review === undefined ? null : <ReplayPart of={review} />}
    </section>
  );
};

function useFacts(campaign: StaffCampaign): Pair[] {
  const say = useSay(REGULATOR);
  const name = useEnterprise(campaign.enterpriseId).data?.profile.legalName;
  const { minGoal, hardCap } = campaign.terms;
  const moments = [
    [say("created"), campaign.createdAt],
    [say("published"), campaign.publishedAt],
    [say("deadline"), campaign.closesAt ?? campaign.terms.deadline],
    [say("verdict"), campaign.decidedAt],
    [say("cancelled"), campaign.cancelledAt],
    [say("completed"), campaign.completedAt],
  ] as const;
  const amounts = [
    [say("goal"), minGoal],
    [say("cap"), hardCap],
    [say("raised"), campaign.raised],
  ] as const;
  return [
    [
      say("enterprise"),
      <Link
        key="enterprise"
        to="/app/regulator/enterprises/$enterpriseId"
        params={{ enterpriseId: campaign.enterpriseId }}
      >
        {name ?? say("unnamed")}
      </Link>,
    ],
    ...amounts.flatMap(([term, value]): Pair[] =>
      value === undefined ? [] : [[term, <Money key="money" value={value} />]],
    ),
    ...moments.flatMap(([term, at]): Pair[] => (at === undefined ? [] : [[term, <Time key="at" at={at} />]])),
    [say("number"), <code key="id">{campaign.id}</code>],
  ];
}

const Record = ({ campaign }: { readonly campaign: StaffCampaign }) => {
  const say = useSay(REGULATOR);
  const { language } = useReader();
  const title = campaign.terms.title === undefined ? undefined : written(campaign.terms.title, language);
  const caseId = campaign.caseId ?? campaign.approval?.caseId;
  return (
    <>
      <header className="stack tight record-head">
        <p className="small">
          <Link to="/app/regulator">{say("backToCampaigns")}</Link>
        </p>
        <h1 lang={title?.lang}>{title?.text ?? say("untitled")}</h1>
        <p>
          <RecordTag group="campaign" state={campaign.status} />
        </p>
      </header>
      <div className="record">
        <div className="stack wide">
          <CampaignMoney campaignId={campaign.id} />
          <Trail id={campaign.id} />
        </div>
        <aside className="stack">
          <section className="card stack tight" aria-labelledby="facts-title">
            <h2 id="facts-title">{say("facts")}</h2>
            <Pairs items={useFacts(campaign)} />
          </section>
          {caseId === undefined ? null : <Review caseId={caseId} />}
        </aside>
      </div>
    </>
  );
};

/** A campaign as the regulator reads it: facts, money, the review behind it, every change. */
export const CampaignRecord = () => {
  const { enterpriseId = "", campaignId = "" } = useParams({ strict: false });
  const query = useCampaign(enterpriseId, campaignId);
  return (
    <Loaded isScreen query={query} lines={14}>
      {(campaign) => <Record campaign={campaign} />}
    </Loaded>
  );
};
