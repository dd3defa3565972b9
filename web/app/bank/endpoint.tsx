import { granted } from "@firstlot/sdk/client";
import { Link, useParams } from "@tanstack/react-router";
import { useWord } from "../../ui/code-word.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { Note, Pairs } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { bankApi } from "../api.ts";
import { TRAFFIC } from "../bank-traffic/traffic-messages.ts";
import { TrafficTag } from "../bank-traffic/traffic-tag.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { pageAt } from "../parts/pages.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { Table } from "../parts/table.tsx";
import { type Endpoint, useEndpoint } from "./bank-data.ts";
import { BANK } from "./bank-messages.ts";
import { EndpointSteps, Recover, RotateSecret } from "./endpoint-acts.tsx";

const Deliveries = ({ endpoint }: { readonly endpoint: Endpoint }) => {
  const say = useSay(BANK);
  const word = useWord(TRAFFIC);
  return (
    <div className="stack">
      <h2>{say("deliveries")}</h2>
      <PagedTable
        label={say("deliveries")}
        queryKey={["bank-deliveries", endpoint.id]}
        read={async (cursor) =>
          granted(
            await bankApi.GET("/endpoints/{endpointId}/deliveries", {
              params: { path: { endpointId: endpoint.id }, query: pageAt(cursor) },
            }),
          )
        }
        keyOf={({ id }) => id}
        empty={say("deliveriesEmpty")}
        columns={[
          {
            head: say("message"),
            cell: ({ id, type }) => (
              <Link
                to="/app/bank/endpoints/$endpointId/deliveries/$deliveryId"
                params={{ endpointId: endpoint.id, deliveryId: id }}
              >
                {word("event", type)}
              </Link>
            ),
          },
          { head: say("state"), cell: ({ status }) => <TrafficTag group="delivery" state={status} /> },
          { head: say("attempts"), right: true, cell: ({ attempts }) => attempts },
          { head: say("createdAt"), cell: ({ createdAt }) => <Time at={createdAt} as="short" /> },
          {
            head: say("nextAttempt"),
            cell: ({ nextAttemptAt }) =>
              nextAttemptAt === undefined ? "–" : <Time at={nextAttemptAt} as="short" />,
          },
        ]}
      />
    </div>
  );
};

const Secrets = ({ endpoint }: { readonly endpoint: Endpoint }) => {
  const say = useSay(BANK);
  return (
    <div className="stack">
      <h2>{say("secrets")}</h2>
      <Table
        label={say("secrets")}
        rows={endpoint.secrets}
        keyOf={({ id }) => id}
        columns={[
          { head: say("secretPublic"), cell: ({ publicKey }) => <code className="nowrap">{publicKey}</code> },
          { head: say("createdAt"), cell: ({ createdAt }) => <Time at={createdAt} as="short" /> },
          {
            head: say("signsUntil"),
            cell: ({ expiresAt }) =>
              expiresAt === undefined ? say("noEnd") : <Time at={expiresAt} as="short" />,
          },
        ]}
      />
    </div>
  );
};

const Trouble = ({ endpoint }: { readonly endpoint: Endpoint }) => {
  const say = useSay(BANK);
  const { status, lastVerificationError, failingSince, disabledAt } = endpoint;
  if (status === "unverified")
    return (
      <Note tone="info" title={say("handshake")}>
        <p>{say("handshakeText")}</p>
        {lastVerificationError === undefined ? null : (
          <p>
            {say("handshakeFailed")} <code>{lastVerificationError}</code>
          </p>
        )}
      </Note>
    );
  if (failingSince !== undefined)
    return (
      <Note tone="danger">
        <p>
          {say("failingSince")} <Time at={failingSince} />
        </p>
      </Note>
    );
  if (disabledAt !== undefined)
    return (
      <Note tone="danger" title={say("disabled")}>
        <p>
          <Time at={disabledAt} />.{" "}
          {say(endpoint.disabledBecause === "gone" ? "because_gone" : "because_failing")}
        </p>
      </Note>
    );
  return null;
};

/** One endpoint: its state, its acts, its secrets and what went to it. */
export const EndpointScreen = () => {
  const say = useSay(BANK);
  const word = useWord(TRAFFIC);
  const { language } = useReader();
  const { endpointId = "" } = useParams({ strict: false });
  return (
    <Loaded isScreen query={useEndpoint(endpointId)} lines={10}>
      {(endpoint) => (
        <div className="stack wide">
          <ScreenHead title={say("endpoint")} lead={<code>{endpoint.url}</code>}>
            <TrafficTag group="endpoint" state={endpoint.status} />
          </ScreenHead>
          <Trouble endpoint={endpoint} />
          <div className="card">
            <Pairs
              items={[
                [say("description"), endpoint.description || "–"],
                [
                  say("eventTypes"),
                  endpoint.eventTypes
                    .map((type) => word("event", type))
                    .join(language === "en" ? ", " : "、"),
                ],
                [say("createdAt"), <Time key="c" at={endpoint.createdAt} />],
                ...(endpoint.recoverSince === undefined
                  ? []
                  : [[say("undeliveredSince"), <Time key="u" at={endpoint.recoverSince} />] as const]),
              ]}
            />
          </div>
          <EndpointSteps endpoint={endpoint} />
          <Deliveries endpoint={endpoint} />
          <Secrets endpoint={endpoint} />
          <RotateSecret endpoint={endpoint} />
          <Recover endpoint={endpoint} />
        </div>
      )}
    </Loaded>
  );
};
