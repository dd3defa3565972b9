import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Pairs, Tag } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { useMe } from "../../me.ts";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { Table } from "../../parts/table.tsx";
import { useEnterprise, useRoleIn } from "../enterprise-data.ts";
import { InvitationList } from "./invitation-list.tsx";
import { InviteForm } from "./invite-form.tsx";
import { LeaveEnterprise } from "./leave-enterprise.tsx";
import { MemberActs } from "./member-acts.tsx";
import { type Member, ROLES, useRoster } from "./members-data.ts";
import { MEMBERS } from "./members-messages.ts";

/** The people with their roles; an owner opens one to change it. */
const People = (props: {
  readonly enterpriseId: string;
  readonly members: readonly Member[];
  readonly isOwner: boolean;
}) => {
  const { enterpriseId, members, isOwner } = props;
  const say = useSay(MEMBERS);
  const me = useMe();
  const [open, setOpen] = useState<string>();
  const opened = members.find(({ userId }) => userId === open);
  return (
    <div className="stack">
      <Table
        label={say("peopleTable")}
        rows={members}
        keyOf={({ userId }) => userId}
        columns={[
          {
            head: say("name"),
            cell: ({ userId, name, email }) => (
              <>
                {name ?? email ?? userId}{" "}
                {userId === me?.userId ? <Tag tone="brand">{say("you")}</Tag> : null}
              </>
            ),
          },
          { head: say("address"), cell: ({ email }) => email },
          { head: say("role"), cell: ({ role }) => <CodeWord voice={MEMBERS} group="role" code={role} /> },
          {
            head: say("since"),
            cell: ({ since }) => (
              <span className="nowrap">
                <Time at={since} as="day" />
              </span>
            ),
          },
          ...(isOwner
            ? [
                {
                  head: say("act"),
                  cell: ({ userId, name, email }: Member) =>
                    userId === me?.userId ? null : (
                      <button
                        type="button"
                        className="button quiet small"
                        aria-expanded={open === userId}
                        onClick={() => setOpen(open === userId ? undefined : userId)}
                      >
                        {say("edit")}
                        <span className="away"> {name ?? email}</span>
                      </button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {opened === undefined ? null : (
        <MemberActs
          key={opened.userId}
          enterpriseId={enterpriseId}
          member={opened}
          close={() => setOpen(undefined)}
        />
      )}
    </div>
  );
};

/** Who belongs to the enterprise, who was asked to, and how one leaves it. */
export const MembersScreen = () => {
  const say = useSay(MEMBERS);
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  const role = useRoleIn(enterpriseId);
  const roster = useRoster(enterpriseId);
  const { data: enterprise } = useEnterprise(enterpriseId);
  const isOwner = role === "owner";
  return (
    <>
      <ScreenHead title={say("title")} lead={say("lead")} />
      <div className="stack wide">
        <section className="stack" aria-labelledby="people-title">
          <h2 id="people-title">{say("people")}</h2>
          <Loaded query={roster} lines={4}>
            {({ members }) => <People {...{ enterpriseId, members, isOwner }} />}
          </Loaded>
          {isOwner ? null : <p className="muted small">{say("ownersOnly")}</p>}
        </section>
        {isOwner ? (
          <>
            <section className="stack" aria-labelledby="invite-title">
              <h2 id="invite-title">{say("inviteTitle")}</h2>
              <p>{say("inviteText")}</p>
              <InviteForm enterpriseId={enterpriseId} />
            </section>
            <section className="stack" aria-labelledby="invitations-title">
              <h2 id="invitations-title">{say("invitations")}</h2>
              <InvitationList enterpriseId={enterpriseId} />
            </section>
          </>
        ) : null}
        <section className="stack" aria-labelledby="roles-title">
          <h2 id="roles-title">{say("rolesTitle")}</h2>
          <Pairs
            items={ROLES.map((one) => [
              <CodeWord key="role" voice={MEMBERS} group="role" code={one} />,
              <CodeWord key="may" voice={MEMBERS} group="may" code={one} />,
            ])}
          />
        </section>
        <section className="stack" aria-labelledby="leave-title">
          <h2 id="leave-title">{say("leaveTitle")}</h2>
          <p>{say("leaveLead")}</p>
          <LeaveEnterprise
            enterpriseId={enterpriseId}
            name={enterprise?.profile.legalName ?? say("thisEnterprise")}
          />
        </section>
      </div>
    </>
  );
};
