import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import { ScreenHead } from "../parts/problem.tsx";
import { Table } from "../parts/table.tsx";
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
            <Table
              label={say("staff")}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                { head: say("member"), cell: ({ userId }) => who(userId) },
                { head: say("role"), cell: ({ role }) => word("role", role) },
                { head: say("stateHead"), cell: ({ status }) => <RecordTag group="grant" state={status} /> },
                { head: say("askedBy"), cell: ({ requestedBy }) => who(requestedBy) },
                { head: say("confirmedBy"), cell: ({ confirmedBy }) => who(confirmedBy) },
                {
                  head: say("since"),
                  cell: ({ revokedAt, grantedAt, requestedAt }) => (
                    <Time at={revokedAt ?? grantedAt ?? requestedAt} as="short" />
                  ),
                },
              ]}
            />
          );
        }}
      </Found>
    </>
  );
};
