import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Empty } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { staffApi } from "../../api.ts";
import { APP } from "../../app-messages.ts";
import { campaignColumns } from "../../parts/campaign-columns.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { StateTag } from "../../parts/state-tag.tsx";
import { Table } from "../../parts/table.tsx";
import { REVIEW } from "../review-messages.ts";

/** States from which two approvers may cancel (docs/rules/campaign.md). */
const CANCELLABLE = ["live", "paused", "closing", "funded"] as const;
const ROWS_MAX = 100;
const TONES = { paused: "warn" } as const;

const readCancellable = async () => {
  const pages = await Promise.all(
    CANCELLABLE.map(async (status) =>
      granted(await staffApi.GET("/campaigns", { params: { query: { status, limit: ROWS_MAX } } })),
    ),
  );
  return pages.flatMap(({ items }) => items);
};

/** Campaigns whose money can still go back whole. */
export const CancellableCampaigns = () => {
  const say = useSay(REVIEW);
  const sayApp = useSay(APP);
  const { zone } = useReader();
  const query = useQuery({ queryKey: ["cancellable"], queryFn: readCancellable });
  return (
    <>
      <ScreenHead title={say("cancellations")} lead={say("cancelLead")} />
      <Loaded query={query} lines={6}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={say("cancelEmpty")}>
              <p>{say("cancelEmptyWhy")}</p>
            </Empty>
          ) : (
            <div className="stack tight">
              <Table
                label={say("cancellations")}
                rows={rows}
                keyOf={({ id }) => id}
                columns={[
                  ...campaignColumns({
                    heads: { campaign: say("campaign"), state: sayApp("state") },
                    untitled: say("untitled"),
                    base: "/app/review/cancellations",
                    tag: (status) => (
                      <StateTag voice={REVIEW} group="campaign" state={status} tones={TONES} />
                    ),
                  }),
                  { head: say("since_"), cell: ({ changedAt }) => <Time at={changedAt} as="short" /> },
                ]}
              />
              <p className="muted small">{sayApp("zoneNote", { zone })}</p>
            </div>
          )
        }
      </Loaded>
    </>
  );
};
