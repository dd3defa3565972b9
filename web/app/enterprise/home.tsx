import { useParams } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { usePages } from "../parts/pages.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { useCampaigns } from "./campaign/campaign-data.ts";
import { type Enterprise, useEnterprise } from "./enterprise-data.ts";
import { ENTERPRISE } from "./enterprise-messages.ts";
import { HomeCampaigns } from "./home/home-campaigns.tsx";
import { HomeNotices } from "./home/home-notices.tsx";
import { HomeReviews } from "./home/home-reviews.tsx";
import { TurnList } from "./home/turn-list.tsx";
import { turnsOf } from "./home/turns.ts";
import { useTasks } from "./onboarding/file-data.ts";
import { ownCases } from "./review/own-review-data.ts";
import { StatusTag } from "./status-tag.tsx";
import "./home/home.css";

const Overview = ({ enterprise }: { readonly enterprise: Enterprise }) => {
  const say = useSay(ENTERPRISE);
  const { id, status, profile } = enterprise;
  const { queryKey, read } = ownCases(id);
  const reviews = usePages(queryKey, read);
  const campaigns = useCampaigns(id);
  const tasks = useTasks(enterprise);
  const base = `/app/enterprise/${id}`;
  return (
    <>
      <ScreenHead title={profile.legalName ?? say("unnamed")} lead={<StatusTag status={status} />} />
      <Loaded query={campaigns} lines={8}>
        {({ pages: [campaignPage] }) => (
          <Loaded query={reviews} lines={8}>
            {({ pages: [reviewPage] }) => {
              const rows = campaignPage?.items ?? [];
              const cases = reviewPage?.items ?? [];
              const turns = turnsOf({ status, tasks: tasks.data?.length ?? 0, cases, campaigns: rows });
              return (
                <div className="stack wide">
                  {tasks.isLoading ? null : <TurnList turns={turns} base={base} />}
                  {status === "verified" || rows.length > 0 ? (
                    <HomeCampaigns campaigns={rows} base={base} />
                  ) : null}
                  <HomeReviews cases={cases} base={base} />
                  <HomeNotices />
                </div>
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </>
  );
};

/** What is next for an enterprise: its turns, its campaigns with their money, its reviews, what it was told. */
export const EnterpriseHome = () => {
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  const enterprise = useEnterprise(enterpriseId);
  return (
    <Loaded isScreen query={enterprise}>
      {(data) => <Overview key={data.id} enterprise={data} />}
    </Loaded>
  );
};
