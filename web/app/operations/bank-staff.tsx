import { granted } from "@firstlot/sdk/client";
import { useSay } from "../../ui/language.tsx";
import { Empty, Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { Table } from "../parts/table.tsx";
import { AddBankStaff } from "./add-bank-staff.tsx";
import { type BankMember, bankStaffKey, useBankStaff } from "./bank-staff-data.ts";
import { BANK_STAFF } from "./bank-staff-messages.ts";
import { type Partner, usePartners } from "./operations-data.ts";

/** Closes the portal to a person, in two steps: the second one says to whom. */
const EndAccess = (props: {
  readonly partner: Partner;
  readonly member: BankMember;
  readonly end: (userId: string) => void;
}) => {
  const say = useSay(BANK_STAFF);
  const { partner, member, end } = props;
  const person = member.name ?? member.email ?? say("unnamed");
  return (
    <details>
      <summary>
        {say("end")}
        <span className="away">: {person}</span>
      </summary>
      <div className="stack tight">
        <p>{say("endText")}</p>
        <p>
          <button type="button" className="button danger small" onClick={() => end(member.userId)}>
            {say("endAct", { bank: partner.name, person })}
          </button>
        </p>
      </div>
    </details>
  );
};

const Members = (props: {
  readonly partner: Partner;
  readonly members: readonly BankMember[];
  readonly end: (userId: string) => void;
}) => {
  const say = useSay(BANK_STAFF);
  const { partner, members, end } = props;
  if (members.length === 0) return <p className="muted">{say("nobody", { bank: partner.name })}</p>;
  return (
    <Table
      label={`${say("title")}: ${partner.name}`}
      rows={members}
      keyOf={({ userId }) => userId}
      columns={[
        { head: say("person"), cell: ({ name }) => name ?? say("unnamed") },
        { head: say("email"), cell: ({ email }) => email ?? "–" },
        { head: say("since"), cell: ({ since }) => <Time at={since} as="short" /> },
        { head: say("addedBy"), cell: ({ addedByName }) => addedByName ?? say("atSetUp") },
        { head: say("access"), cell: (member) => <EndAccess {...{ partner, member, end }} /> },
      ]}
    />
  );
};

/** A change of who may use a bank's portal. */
interface Change {
  readonly way: "add" | "end";
  readonly userId: string;
}

const Bank = ({ partner }: { readonly partner: Partner }) => {
  const say = useSay(BANK_STAFF);
  const { id: partnerId } = partner;
  const titleId = `bank-${partnerId}`;
  const act = useAct({
    perform: async ({ way, userId }: Change, header) =>
      way === "add"
        ? granted(
            await staffApi.POST("/partners/{partnerId}/staff", {
              params: { path: { partnerId }, header },
              body: { userId },
            }),
          )
        : granted(
            await staffApi.POST("/partners/{partnerId}/staff/{userId}/remove", {
              params: { path: { partnerId, userId }, header },
            }),
          ),
    stale: [bankStaffKey(partnerId)],
    done: (_, { way }) => say(way === "add" ? "added" : "ended"),
    voice: BANK_STAFF,
  });
  const change = (way: Change["way"]) => (userId: string) => void act.run({ way, userId });
  return (
    <section className="stack" aria-labelledby={titleId}>
      <h2 className="row" id={titleId}>
        {partner.name} <Tag>{partner.currencies.join(" · ")}</Tag>
      </h2>
      <Loaded query={useBankStaff(partnerId)}>
        {({ members }) => (
          <div className="stack">
            <Members {...{ partner, members }} end={change("end")} />
            <ActNotes of={act} />
            <AddBankStaff {...{ partner, members }} add={change("add")} />
          </div>
        )}
      </Loaded>
    </section>
  );
};

/** Who of each bank may use its portal, and letting somebody in or out. */
export const BankStaff = () => {
  const say = useSay(BANK_STAFF);
  return (
    <>
      <ScreenHead title={say("title")} lead={say("lead")} />
      <Loaded query={usePartners()}>
        {(partners) =>
          partners.length === 0 ? (
            <Empty title={say("noBank")} />
          ) : (
            <div className="stack wide">
              {partners.map((partner) => (
                <Bank key={partner.id} partner={partner} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  );
};
