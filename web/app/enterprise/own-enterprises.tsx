import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { TableBox } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { openApi } from "../api.ts";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
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
      <TableBox label={say("ownTitle")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("enterprise")}</th>
              <th scope="col">{say("state")}</th>
              <th scope="col">{say("role")}</th>
              <th scope="col">{say("changed")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, legalName, status, role, changedAt }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to="/app/enterprise/$enterpriseId" params={{ enterpriseId: id }}>
                    {legalName ?? say("unnamed")}
                  </Link>
                </th>
                <td>
                  <StatusTag status={status} />
                </td>
                <td>
                  {role === "owner" || role === "editor" || role === "finance" ? say(`role_${role}`) : role}
                </td>
                <td className="nowrap">
                  <Time at={changedAt} as="short" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
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
