import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { TableBox } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { ScreenHead } from "../parts/problem.tsx";
import { Found } from "./found.tsx";
import { RecordTag } from "./record-tag.tsx";
import { readRoster } from "./regulator-data.ts";
import { REGULATOR } from "./regulator-messages.ts";

const readPage = async (cursor: string) => {
  const { items, next } = await readRoster(cursor);
  return { items, next, complete: true };
};

/** Who holds, held or is to get a role of the staff, and which two persons granted it. */
export const Staff = () => {
  const say = useSay(REGULATOR);
  const word = useWord(REGULATOR);
  return (
    <>
      <ScreenHead title={say("staff")} lead={say("staffLead")} />
      <Found queryKey={["roster"]} read={readPage}>
        {(rows) => {
          const names = new Map(rows.map(({ userId, name }) => [userId, name]));
          const who = (userId: string | undefined): string => {
            if (userId === undefined) return "–";
            if (!userId.startsWith("usr_")) return say("atSetUp");
            return names.get(userId) ?? `…${userId.slice(-6)}`;
          };
          return (
            <TableBox label={say("staff")}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{say("member")}</th>
                    <th scope="col">{say("role")}</th>
                    <th scope="col">{say("stateHead")}</th>
                    <th scope="col">{say("askedBy")}</th>
                    <th scope="col">{say("confirmedBy")}</th>
                    <th scope="col">{say("since")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((one) => (
                    <tr key={one.id}>
                      <th scope="row">{who(one.userId)}</th>
                      <td>{word("role", one.role)}</td>
                      <td>
                        <RecordTag group="grant" state={one.status} />
                      </td>
                      <td>{who(one.requestedBy)}</td>
                      <td>{who(one.confirmedBy)}</td>
                      <td className="nowrap">
                        <Time at={one.revokedAt ?? one.grantedAt ?? one.requestedAt} as="short" />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableBox>
          );
        }}
      </Found>
    </>
  );
};
