import { granted } from "@firstlot/sdk/client";
import { Link, useNavigate } from "@tanstack/react-router";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Empty } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { MorePages } from "../../parts/pages.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { Table } from "../../parts/table.tsx";
import { useRoleIn } from "../enterprise-data.ts";
import { type CampaignRow, campaignsKey, useCampaignPath, useCampaigns } from "./campaign-data.ts";
import { CAMPAIGN } from "./campaign-messages.ts";
import { isWritable, StatusTag } from "./status.tsx";

const Rows = (props: { readonly items: readonly CampaignRow[]; readonly base: string }) => {
  const say = useSay(CAMPAIGN);
  const { zone } = useReader();
  return (
    <Table
      label={say("listTitle")}
      rows={props.items}
      keyOf={({ id }) => id}
      columns={[
        {
          head: say("campaign"),
          cell: ({ id, title, status }) => (
            <Link to={`${props.base}/${id}${isWritable(status) ? "/edit" : ""}`}>
              {title === "" ? say("untitled") : title}
            </Link>
          ),
        },
        { head: say("state"), cell: ({ status }) => <StatusTag status={status} /> },
        {
          head: say("nextAct"),
          cell: ({ status }) => <CodeWord voice={CAMPAIGN} group="next" code={status} />,
        },
        { head: say("changedIn", { zone }), cell: ({ changedAt }) => <Time at={changedAt} as="short" /> },
      ]}
    />
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
        aria-disabled={start.state.kind === "running"}
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
        <ActNotes of={start} />
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
        <MorePages of={campaigns} />
      </div>
    </>
  );
};
