import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CodeWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Empty, Note, Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { staffApi } from "../api.ts";
import { TRAFFIC } from "../bank-traffic/traffic-messages.ts";
import { TrafficTag } from "../bank-traffic/traffic-tag.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { pageAt } from "../parts/pages.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { type Partner, usePartners } from "./operations-data.ts";
import { OPERATIONS } from "./operations-messages.ts";

const readEndpoints = async (partnerId: string) =>
  granted(await staffApi.GET("/partners/{partnerId}/endpoints", { params: { path: { partnerId } } })).items;
type Endpoint = Awaited<ReturnType<typeof readEndpoints>>[number];

const EndpointLog = ({ partner, endpoint }: { readonly partner: Partner; readonly endpoint: Endpoint }) => {
  const say = useSay(OPERATIONS);
  const path = { partnerId: partner.id, endpointId: endpoint.id };
  return (
    <div className="stack tight">
      <h3 className="row">
        <span className="mono">{endpoint.url}</span> <TrafficTag group="endpoint" state={endpoint.status} />
      </h3>
      {endpoint.failingSince === undefined ? null : (
        <Note tone="danger">
          <p>
            {say("failingSince")} <Time at={endpoint.failingSince} />
          </p>
        </Note>
      )}
      <PagedTable
        label={`${say("deliveries")}: ${endpoint.url}`}
        queryKey={["deliveries", partner.id, endpoint.id]}
        read={async (cursor) =>
          granted(
            await staffApi.GET("/partners/{partnerId}/endpoints/{endpointId}/deliveries", {
              params: { path, query: pageAt(cursor) },
            }),
          )
        }
        keyOf={({ id }) => id}
        empty={say("deliveriesEmpty")}
        columns={[
          {
            head: say("event"),
            cell: ({ id, type }) => (
              <Link
                to="/app/operations/webhooks/$partnerId/$deliveryId"
                params={{ partnerId: partner.id, deliveryId: id }}
              >
                <CodeWord voice={TRAFFIC} group="event" code={type} />
              </Link>
            ),
          },
          { head: say("state"), cell: ({ status }) => <TrafficTag group="delivery" state={status} /> },
          { head: say("attempts"), right: true, cell: ({ attempts }) => attempts },
          { head: say("createdAt"), cell: ({ createdAt }) => <Time at={createdAt} as="short" /> },
          {
            head: say("nextAttempt"),
            cell: ({ nextAttemptAt }) =>
              nextAttemptAt === undefined ? "" : <Time at={nextAttemptAt} as="short" />,
          },
        ]}
      />
    </div>
  );
};

const Bank = ({ partner }: { readonly partner: Partner }) => {
  const say = useSay(OPERATIONS);
  const endpoints = useQuery({
    queryKey: ["endpoints", partner.id],
    queryFn: () => readEndpoints(partner.id),
  });
  return (
    <section className="stack">
      <h2 className="row">
        {partner.name} <Tag>{partner.currencies.join(" · ")}</Tag>
      </h2>
      <Loaded query={endpoints}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={say("endpointsEmpty")} />
          ) : (
            items.map((endpoint) => <EndpointLog key={endpoint.id} partner={partner} endpoint={endpoint} />)
          )
        }
      </Loaded>
    </section>
  );
};

/** What was delivered to the banks: message, delivery, attempt. */
export const Webhooks = () => {
  const say = useSay(OPERATIONS);
  return (
    <>
      <ScreenHead title={say("webhooks")} lead={say("webhooksLead")} />
      <Loaded query={usePartners()}>
        {(partners) => (
          <div className="stack wide">
            {partners.map((partner) => (
              <Bank key={partner.id} partner={partner} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
};
