import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useReader, useSay } from "../../ui/language.tsx";
import { countryText, Time } from "../../ui/time.tsx";
import { APP } from "../app-messages.ts";
import { ScreenHead } from "../parts/problem.tsx";
import { Table } from "../parts/table.tsx";
import { Found } from "./found.tsx";
import { LookUpForm } from "./look-up-form.tsx";
import { RecordTag } from "./record-tag.tsx";
import { ENTERPRISE_STATES, findEnterprises, lookUpOf } from "./regulator-data.ts";
import { REGULATOR } from "./regulator-messages.ts";

const readLookUp = lookUpOf(ENTERPRISE_STATES);

/** Enterprises by their name, number or state. */
export const Enterprises = () => {
  const say = useSay(REGULATOR);
  const sayApp = useSay(APP);
  const { language } = useReader();
  const navigate = useNavigate();
  const lookUp = readLookUp(useSearch({ strict: false }));
  return (
    <>
      <ScreenHead title={say("enterprises")} lead={say("enterprisesLead")} />
      <LookUpForm
        label={say("enterpriseWords")}
        q={lookUp.q}
        state={lookUp.state ?? "verified"}
        states={ENTERPRISE_STATES}
        group="enterprise"
        find={(search) => void navigate({ to: "/app/regulator/enterprises", search })}
      />
      <Found queryKey={["oversight-enterprises", lookUp]} read={(cursor) => findEnterprises(lookUp, cursor)}>
        {(rows) => (
          <Table
            label={say("enterprises")}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                head: say("enterprise"),
                cell: ({ id, legalName }) => (
                  <Link to="/app/regulator/enterprises/$enterpriseId" params={{ enterpriseId: id }}>
                    {legalName ?? say("unnamed")}
                  </Link>
                ),
              },
              {
                head: say("country"),
                cell: ({ country }) => (country === undefined ? "–" : countryText(country, language)),
              },
              {
                head: sayApp("state"),
                cell: ({ status }) => <RecordTag group="enterprise" state={status} />,
              },
              { head: say("changed"), cell: ({ changedAt }) => <Time at={changedAt} as="short" /> },
            ]}
          />
        )}
      </Found>
    </>
  );
};
