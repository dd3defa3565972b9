import { granted } from "@firstlot/sdk/client";
import { type FormEvent, useState } from "react";
import { useWord } from "../../../ui/code-word.tsx";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { formText } from "../../parts/form-text.ts";
import { membersKey, ROLES, type Role } from "./members-data.ts";
import { MEMBERS } from "./members-messages.ts";

interface Asked {
  readonly email: string;
  readonly role: Role;
}

/** Invites somebody by e-mail, into a role whose powers stand beside it. */
export const InviteForm = ({ enterpriseId }: { readonly enterpriseId: string }) => {
  const say = useSay(MEMBERS);
  const word = useWord(MEMBERS);
  const [asked, setAsked] = useState<Asked>({ email: "", role: "editor" });
  const invite = useAct({
    perform: async (body: Asked, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/invitations", {
          params: { path: { enterpriseId }, header: key },
          body,
        }),
      ),
    stale: [membersKey(enterpriseId)],
    voice: MEMBERS,
    done: (_, { email }) => say("invited", { email }),
  });
  const change = ({ currentTarget }: FormEvent<HTMLFormElement>) => {
    if (invite.state.kind !== "running") invite.reset();
    const form = new FormData(currentTarget);
    const role = ROLES.find((one) => one === form.get("role")) ?? asked.role;
    setAsked({ email: formText(form, "email"), role });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void invite.run(asked);
  };
  return (
    <form className="card stack" onSubmit={submit} onChange={change}>
      <TextField
        type="email"
        name="email"
        label={say("email")}
        hint={say("emailHint")}
        autoComplete="off"
        required
      />
      <SelectField
        name="role"
        label={say("role")}
        hint={word("may", asked.role)}
        defaultValue={asked.role}
        options={ROLES.map((one) => [one, word("role", one)])}
      />
      <p>
        <button type="submit" className="button" aria-disabled={invite.state.kind === "running"}>
          {asked.email === ""
            ? say("invite")
            : say("inviteNamed", { email: asked.email, role: word("role", asked.role) })}
        </button>
      </p>
      <ActNotes of={invite} />
    </form>
  );
};
