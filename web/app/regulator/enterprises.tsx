import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useReader, useSay } from "../../ui/language.tsx";
import { TableBox } from "../../ui/parts.tsx";
import { countryText, Time } from "../../ui/time.tsx";
import { APP } from "../app-messages.ts";
import { ScreenHead } from "../parts/problem.tsx";
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
          <TableBox label={say("enterprises")}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say("enterprise")}</th>
                  <th scope="col">{say("country")}</th>
                  <th scope="col">{sayApp("state")}</th>
                  <th scope="col">{say("changed")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ id, legalName, country, status, changedAt }) => (
                  <tr key={id}>
                    <th scope="row">
                      <Link to="/app/regulator/enterprises/$enterpriseId" params={{ enterpriseId: id }}>
                        {legalName ?? say("unnamed")}
                      </Link>
                    </th>
                    <td>{country === undefined ? "–" : countryText(country, language)}</td>
                    <td>
                      <RecordTag group="enterprise" state={status} />
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
