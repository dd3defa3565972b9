import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Empty, TableBox, Tag } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { staffApi } from "../../api.ts";
import { APP } from "../../app-messages.ts";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { REVIEW, useWords } from "../review-messages.ts";

/** States from which two approvers may cancel (docs/rules/campaign.md). */
const CANCELLABLE = ["live", "paused", "closing", "funded"] as const;
const ROWS_MAX = 100;

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
  const { word } = useWords();
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
              <TableBox label={say("cancellations")}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{say("campaign")}</th>
                      <th scope="col">{sayApp("state")}</th>
                      <th scope="col">{say("since_")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map(({ id, enterpriseId, title, status, changedAt }) => (
                      <tr key={id}>
                        <th scope="row">
                          <Link
                            to="/app/review/cancellations/$enterpriseId/$campaignId"
                            params={{ enterpriseId, campaignId: id }}
                          >
                            {title === "" ? say("untitled") : title}
                          </Link>
                        </th>
                        <td>
                          <Tag tone={status === "paused" ? "warn" : "neutral"}>
                            {word("campaign", status)}
                          </Tag>
                        </td>
                        <td>
                          <Time at={changedAt} as="short" />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableBox>
              <p className="muted small">{sayApp("zoneNote", { zone })}</p>
            </div>
          )
        }
      </Loaded>
    </>
  );
};
