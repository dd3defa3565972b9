import { granted } from "@firstlot/sdk/client";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Empty, Tag, type Tone } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { MorePages } from "../../parts/pages.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { Table } from "../../parts/table.tsx";
import { type Invitation, membersKey, useInvitations } from "./members-data.ts";
import { MEMBERS } from "./members-messages.ts";

const TONES: Readonly<Record<string, Tone>> = { pending: "info", accepted: "ok", expired: "warn" };

/** Where an invitation stands; it expires by the clock. */
const standingOf = ({ status, expiresAt }: Invitation, now: string) =>
  status === "pending" && now >= expiresAt ? "expired" : status;

/** Whom the enterprise asked to join: until when the link works, and taking it back. */
export const InvitationList = ({ enterpriseId }: { readonly enterpriseId: string }) => {
  const say = useSay(MEMBERS);
  const { zone } = useReader();
  const list = useInvitations(enterpriseId);
  const revoke = useAct({
    perform: async (invitationId: string, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/invitations/{invitationId}/revoke", {
          params: { path: { enterpriseId, invitationId }, header: key },
        }),
      ),
    stale: [membersKey(enterpriseId)],
    voice: MEMBERS,
    done: say("revoked"),
  });
  return (
    <div className="stack">
      <Loaded query={list} lines={3}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const now = new Date().toISOString();
          if (items.length === 0) return <Empty title={say("noInvitations")} />;
          return (
            <Table
              label={say("invitationTable")}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { head: say("address"), cell: ({ email }) => email ?? say("erased") },
                {
                  head: say("role"),
                  cell: ({ role }) => <CodeWord voice={MEMBERS} group="role" code={role} />,
                },
                {
                  head: say("state"),
                  cell: (one) => (
                    <Tag tone={TONES[standingOf(one, now)] ?? "neutral"}>
                      <CodeWord voice={MEMBERS} group="invitation" code={standingOf(one, now)} />
                    </Tag>
                  ),
                },
                {
                  head: say("worksUntil", { zone }),
                  cell: ({ expiresAt }) => (
                    <span className="nowrap">
                      <Time at={expiresAt} as="short" />
                    </span>
                  ),
                },
                {
                  head: say("act"),
                  cell: (one) =>
                    standingOf(one, now) === "pending" ? (
                      <button
                        type="button"
                        className="button quiet small"
                        aria-disabled={revoke.state.kind === "running"}
                        onClick={() => void revoke.run(one.id)}
                      >
                        {say("revoke")}
                        <span className="away"> {one.email}</span>
                      </button>
                    ) : null,
                },
              ]}
            />
          );
        }}
      </Loaded>
      <MorePages of={list} />
      <ActNotes of={revoke} />
    </div>
  );
};
