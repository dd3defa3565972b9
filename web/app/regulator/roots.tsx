import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Empty, Note, TableBox } from "../../ui/parts.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { readCheck, readRoots } from "./regulator-data.ts";
import { REGULATOR } from "./regulator-messages.ts";

const Check = ({ day }: { readonly day: string }) => {
  const say = useSay(REGULATOR);
  const word = useWord(REGULATOR);
  const query = useQuery({ queryKey: ["audit-check", day], queryFn: () => readCheck(day) });
  return (
    <Loaded query={query} lines={2}>
      {({ whole, events, findings }) => (
        <Note tone={whole ? "ok" : "danger"} title={say(whole ? "dayWhole" : "dayBroken", { day })} alert>
          <p>{say("dayEvents", { count: events })}</p>
          {findings.length === 0 ? null : (
            <ul>
              {findings.map(({ kind, about }) => (
                <li key={`${kind} ${about}`}>
                  {word("audit", kind)} <code>{about}</code>
                </li>
              ))}
            </ul>
          )}
        </Note>
      )}
    </Loaded>
  );
};

/** The daily roots of the audit log: each names the one before, and a day can be held against its own. */
export const Roots = () => {
  const say = useSay(REGULATOR);
  const [day, setDay] = useState<string>();
  const query = useQuery({ queryKey: ["audit-roots"], queryFn: readRoots });
  return (
    <>
      <ScreenHead title={say("roots")} lead={say("rootsLead")} />
      {day === undefined ? null : <Check key={day} day={day} />}
      <Loaded query={query} lines={8}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say("rootsEmpty")}>
              <p>{say("rootsEmptyWhy")}</p>
            </Empty>
          ) : (
            <TableBox label={say("roots")}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{say("day")}</th>
                    <th scope="col" className="right">
                      {say("events")}
                    </th>
                    <th scope="col">{say("root")}</th>
                    <th scope="col">{say("rootBefore")}</th>
                    <th scope="col">{say("check")}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.day}>
                      <th scope="row" className="nowrap">
                        {one.day}
                      </th>
                      <td className="right">{one.events}</td>
                      <td>
                        <code className="hash">{one.root}</code>
                      </td>
                      <td className="nowrap">{one.previous?.day ?? "–"}</td>
                      <td>
                        <button type="button" className="button quiet small" onClick={() => setDay(one.day)}>
                          {say("checkDay")}
                          <span className="away"> {one.day}</span>
                        </button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableBox>
          )
        }
      </Loaded>
    </>
  );
};
