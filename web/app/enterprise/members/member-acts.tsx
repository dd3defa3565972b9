import { granted } from "@firstlot/sdk/client";
import { type FormEvent, useState } from "react";
import { useWord } from "../../../ui/code-word.tsx";
import { SelectField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { type Member, membersKey, ROLES, type Role } from "./members-data.ts";
import { MEMBERS } from "./members-messages.ts";

/** Gives a member another role, or takes the membership: what follows is said before the button. */
export const MemberActs = (props: {
  readonly enterpriseId: string;
  readonly member: Member;
  readonly close: () => void;
}) => {
  const { enterpriseId, member, close } = props;
  const say = useSay(MEMBERS);
  const word = useWord(MEMBERS);
  const [role, setRole] = useState<Role>(member.role);
  const name = member.name ?? member.email ?? member.userId;
  const path = { enterpriseId, userId: member.userId };
  const stale = [membersKey(enterpriseId)];
  const change = useAct({
    perform: async (next: Role, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/members/{userId}/role", {
          params: { path, header: key },
          body: { role: next },
        }),
      ),
    stale,
    voice: MEMBERS,
    done: (_, next) => say("roleChanged", { name, role: word("role", next) }),
  });
  const remove = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/members/{userId}/remove", {
          params: { path, header: key },
        }),
      ),
    stale,
    onDone: close,
    voice: MEMBERS,
    done: say("removed", { name }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void change.run(role);
  };
  const choose = ({ currentTarget }: FormEvent<HTMLFormElement>) => {
    change.reset();
    const chosen = new FormData(currentTarget).get("role");
    setRole(ROLES.find((one) => one === chosen) ?? role);
  };
  return (
    <section className="card stack" aria-labelledby="member-title">
      <h3 id="member-title">{name}</h3>
      <form className="stack" onSubmit={submit} onChange={choose}>
        <SelectField
          name="role"
          label={say("role")}
          hint={word("may", role)}
          defaultValue={member.role}
          options={ROLES.map((one) => [one, word("role", one)])}
        />
        <div className="row">
          <button
            type="submit"
            className="button"
            disabled={role === member.role}
            aria-disabled={change.state.kind === "running"}
          >
            {say("changeRole", { name, role: word("role", role) })}
          </button>
          <button type="button" className="button quiet" onClick={close}>
            {say("close")}
          </button>
        </div>
        <ActNotes of={change} />
      </form>
      <hr />
      <p>{say("removeText", { name })}</p>
      <p>
        <button
          type="button"
          className="button danger"
          aria-disabled={remove.state.kind === "running"}
          onClick={() => void remove.run(null)}
        >
          {say("remove", { name })}
        </button>
      </p>
      <ActNotes of={remove} />
    </section>
  );
};
