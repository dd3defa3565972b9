import { useNavigate, useSearch } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import { APP } from "../app-messages.ts";
import { campaignColumns } from "../parts/campaign-columns.tsx";
import { ScreenHead } from "../parts/problem.tsx";
import { Table } from "../parts/table.tsx";
import { Found } from "./found.tsx";
import { LookUpForm } from "./look-up-form.tsx";
import { RecordTag } from "./record-tag.tsx";
import { CAMPAIGN_STATES, findCampaigns, lookUpOf } from "./regulator-data.ts";
import { REGULATOR } from "./regulator-messages.ts";

const readLookUp = lookUpOf(CAMPAIGN_STATES);

/** Campaigns by their title, number or state. */
export const Campaigns = () => {
  const say = useSay(REGULATOR);
  const sayApp = useSay(APP);
  const navigate = useNavigate();
  const lookUp = readLookUp(useSearch({ strict: false }));
  return (
    <>
      <ScreenHead title={say("campaigns")} lead={say("campaignsLead")} />
      <LookUpForm
        label={say("campaignWords")}
        q={lookUp.q}
        state={lookUp.state ?? "live"}
        states={CAMPAIGN_STATES}
        group="campaign"
        find={(search) => void navigate({ to: "/app/regulator", search })}
      />
      <Found queryKey={["oversight-campaigns", lookUp]} read={(cursor) => findCampaigns(lookUp, cursor)}>
        {(rows) => (
          <Table
            label={say("campaigns")}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              ...campaignColumns({
                heads: { campaign: say("campaign"), state: sayApp("state") },
                untitled: say("untitled"),
                base: "/app/regulator/campaigns",
                tag: (status) => <RecordTag group="campaign" state={status} />,
              }),
              { head: say("created"), cell: ({ createdAt }) => <Time at={createdAt} as="short" /> },
              { head: say("changed"), cell: ({ changedAt }) => <Time at={changedAt} as="short" /> },
            ]}
          />
        )}
      </Found>
    </>
  );
};
