import { granted } from "@firstlot/sdk/client";
import { Link, useNavigate } from "@tanstack/react-router";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Empty, TableBox } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { useRoleIn } from "../enterprise-data.ts";
import { type CampaignRow, campaignsKey, useCampaignPath, useCampaigns } from "./campaign-data.ts";
import { CAMPAIGN } from "./campaign-messages.ts";
import { isWritable, StatusTag } from "./status.tsx";

const Rows = (props: { readonly items: readonly CampaignRow[]; readonly base: string }) => {
  const say = useSay(CAMPAIGN);
  const { zone } = useReader();
  return (
    <TableBox label={say("listTitle")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("campaign")}</th>
            <th scope="col">{say("state")}</th>
            <th scope="col">{say("nextAct")}</th>
            <th scope="col">{say("changedIn", { zone })}</th>
          </tr>
        </thead>
        <tbody>
          {props.items.map(({ id, title, status, changedAt }) => (
            <tr key={id}>
              <th scope="row">
                <Link to={`${props.base}/${id}${isWritable(status) ? "/edit" : ""}`}>
                  {title === "" ? say("untitled") : title}
                </Link>
              </th>
              <td>
                <StatusTag status={status} />
              </td>
              <td>
                <CodeWord voice={CAMPAIGN} group="next" code={status} />
              </td>
              <td className="nowrap">
                <Time at={changedAt} as="short" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
};

/** The enterprise's campaigns: what each is, where it stands, what comes next. */
export const CampaignList = () => {
  const say = useSay(CAMPAIGN);
  const { enterpriseId } = useCampaignPath();
  const role = useRoleIn(enterpriseId);
  const base = `/app/enterprise/${enterpriseId}/campaigns`;
  const campaigns = useCampaigns(enterpriseId);
  const navigate = useNavigate();
  const start = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns", {
          params: { path: { enterpriseId }, header: key },
          body: { terms: {} },
        }),
      ),
    stale: [campaignsKey(enterpriseId)],
    onDone: ({ id }) => navigate({ to: `${base}/${id}/edit` }),
  });
  const startButton =
    role === "owner" || role === "editor" ? (
      <button
        type="button"
        className="button"
        disabled={start.state.kind === "running"}
        onClick={() => void start.run(null)}
      >
        {say("startDraft")}
      </button>
    ) : undefined;
  return (
    <>
      <ScreenHead title={say("listTitle")} lead={say("listLead")}>
        {startButton}
      </ScreenHead>
      <div className="stack">
        <ActNotes state={start.state} />
        <Loaded query={campaigns} lines={5}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0)
              return (
                <Empty title={say("listEmpty")}>
                  <p>{say("listEmptyText")}</p>
                </Empty>
              );
            return <Rows items={items} base={base} />;
          }}
        </Loaded>
        {campaigns.hasNextPage ? (
          <button type="button" className="button quiet" onClick={() => void campaigns.fetchNextPage()}>
            {say("more")}
          </button>
        ) : null}
      </div>
    </>
  );
};
