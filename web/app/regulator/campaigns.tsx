import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { TableBox } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { APP } from "../app-messages.ts";
import { ScreenHead } from "../parts/problem.tsx";
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
          <TableBox label={say("campaigns")}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say("campaign")}</th>
                  <th scope="col">{sayApp("state")}</th>
                  <th scope="col">{say("created")}</th>
                  <th scope="col">{say("changed")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ id, enterpriseId, title, status, createdAt, changedAt }) => (
                  <tr key={id}>
                    <th scope="row">
                      <Link
                        to="/app/regulator/campaigns/$enterpriseId/$campaignId"
                        params={{ enterpriseId, campaignId: id }}
                      >
                        {title === "" ? say("untitled") : title}
                      </Link>
                    </th>
                    <td>
                      <RecordTag group="campaign" state={status} />
                    </td>
                    <td>
                      <Time at={createdAt} as="short" />
                    </td>
                    <td>
                      <Time at={changedAt} as="short" />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        )}
      </Found>
    </>
  );
};
