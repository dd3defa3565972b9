import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import { CodeWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import { openApi } from "../api.ts";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { Table } from "../parts/table.tsx";
import { ENTERPRISE } from "./enterprise-messages.ts";
import { StartApplication } from "./onboarding/start-application.tsx";
import { StatusTag } from "./status-tag.tsx";

const readOwn = async () => granted(await openApi.GET("/enterprises"));
type Row = Awaited<ReturnType<typeof readOwn>>["items"][number];

const Rows = ({ items }: { readonly items: readonly Row[] }) => {
  const say = useSay(ENTERPRISE);
  return (
    <>
      <ScreenHead title={say("ownTitle")} lead={say("ownLead")}>
        <Link className="button quiet" to="/app/enterprise/new">
          {say("ownNew")}
        </Link>
      </ScreenHead>
      <Table
        label={say("ownTitle")}
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            head: say("enterprise"),
            cell: ({ id, legalName }) => (
              <Link to="/app/enterprise/$enterpriseId" params={{ enterpriseId: id }}>
                {legalName ?? say("unnamed")}
              </Link>
            ),
          },
          { head: say("state"), cell: ({ status }) => <StatusTag status={status} /> },
          {
            head: say("role"),
            cell: ({ role }) =>
              role === undefined ? "–" : <CodeWord voice={ENTERPRISE} group="role" code={role} />,
          },
          { head: say("changed"), cell: ({ changedAt }) => <Time at={changedAt} as="short" /> },
        ]}
      />
    </>
  );
};

/** `/app/enterprise`: leads to the only enterprise one has, lists several, and tells a newcomer how to begin. */
export const OwnEnterprises = () => {
  const { all = false } = useSearch({ from: "/app/enterprise" });
  const own = useQuery({ queryKey: ["own-enterprises"], queryFn: readOwn });
  return (
    <main id="main" tabIndex={-1} className="enterprise-list">
      <Loaded query={own}>
        {({ items }) => {
          const [first, ...others] = items;
          if (first === undefined) return <StartApplication />;
          if (others.length === 0 && !all)
            return (
              <Navigate to="/app/enterprise/$enterpriseId" params={{ enterpriseId: first.id }} replace />
            );
          return <Rows items={items} />;
        }}
      </Loaded>
    </main>
  );
};
