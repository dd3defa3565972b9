import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useReader, useSay, written } from "../../../ui/language.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { type Campaign, useCampaign, useCampaignPath } from "./campaign-data.ts";
import { CAMPAIGN } from "./campaign-messages.ts";
import { StatusTag } from "./status.tsx";
import { useTabs } from "./use-tabs.ts";
import "./campaign.css";

const Head = ({ campaign, base }: { readonly campaign: Campaign; readonly base: string }) => {
  const say = useSay(CAMPAIGN);
  const { language } = useReader();
  const { pathname } = useLocation();
  const title = written(campaign.terms.title ?? {}, language);
  const at = (path: string) => (pathname.replace(/\/$/, "") === path ? ("page" as const) : undefined);
  return (
    <>
      <div className="row campaign-head">
        <h1 lang={title.text === "" ? undefined : title.lang}>
          {title.text === "" ? say("untitled") : title.text}
        </h1>
        <StatusTag status={campaign.status} />
      </div>
      <nav aria-label={say("campaignScreens")} className="no-print">
        <ul className="tabs">
          <li>
            <Link to={base} activeOptions={{ exact: true }} aria-current={at(base)}>
              {say("tab_overview")}
            </Link>
          </li>
          {useTabs(campaign).map((tab) => (
            <li key={tab}>
              <Link to={`${base}/${tab}`} aria-current={at(`${base}/${tab}`)}>
                {say(`tab_${tab}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
};

/** One campaign: its name, its state, and the screens it has in this state. */
export const CampaignFrame = () => {
  const path = useCampaignPath();
  const campaign = useCampaign(path);
  return (
    <Loaded isScreen query={campaign} lines={10}>
      {(data) => (
        <div className="stack">
          <Head campaign={data} base={`/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}`} />
          <Outlet />
        </div>
      )}
    </Loaded>
  );
};
