import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { TextField } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { Note, Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { problemOf } from "../api.ts";
import { formText } from "../parts/form-text.ts";
import { ProblemText } from "../parts/problem.tsx";
import { type Account, type BankMember, findAccounts } from "./bank-staff-data.ts";
import { BANK_STAFF } from "./bank-staff-messages.ts";
import type { Partner } from "./operations-data.ts";

interface Props {
  readonly partner: Partner;
  readonly members: readonly BankMember[];
  readonly add: (userId: string) => void;
}

const looksLikeAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** Why an account cannot be let in, as far as it shows; the platform decides when it is asked. */
function blockOf(account: Account, members: readonly BankMember[]) {
  if (members.some(({ userId }) => userId === account.userId)) return "memberAlready";
  if (account.staffRoles.length > 0) return "staffAlready";
  return account.memberships.length > 0 ? "enterpriseAlready" : undefined;
}

/** One account of the address, and the button that lets it in. */
const Found = (props: Props & { readonly account: Account }) => {
  const say = useSay(BANK_STAFF);
  const { account, partner, members, add } = props;
  const block = blockOf(account, members);
  const person = account.name ?? account.email ?? say("unnamed");
  return (
    <li className="row">
      <span>
        <strong>{person}</strong>{" "}
        <span className="muted small">
          {say("accountSince")} <Time at={account.createdAt} as="day" />
        </span>
      </span>
      {block === undefined ? (
        <button type="button" className="button small" onClick={() => add(account.userId)}>
          {say("addAct", { person, bank: partner.name })}
        </button>
      ) : (
        <Tag>{say(block)}</Tag>
      )}
    </li>
  );
};

/** Lets somebody into a bank's portal: their account is looked for by its address first. */
export const AddBankStaff = ({ partner, members, add }: Props) => {
  const say = useSay(BANK_STAFF);
  const field = `email-${partner.id}`; // one for each bank of the screen
  const [isBad, setBad] = useState(false);
  const search = useMutation({ mutationFn: findAccounts });
  const find = (email: string) => {
    search.reset();
    setBad(!looksLikeAddress(email));
    if (looksLikeAddress(email)) search.mutate(email);
  };
  return (
    <details className="card">
      <summary>
        {say("letIn")}
        <span className="away">: {partner.name}</span>
      </summary>
      <div className="stack">
        <p>{say("letInText")}</p>
        <form
          className="stack tight"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            find(formText(new FormData(event.currentTarget), field).trim());
          }}
        >
          <TextField
            name={field}
            type="email"
            label={say("email")}
            hint={say("emailHint")}
            autoComplete="off"
            maxLength={254}
            required
            {...(isBad ? { error: say("emailMissing") } : {})}
          />
          <div>
            <button type="submit" className="button quiet" aria-disabled={search.isPending}>
              {say("find")}
            </button>
          </div>
        </form>
        <div role="status" className="stack tight">
          {search.data === undefined ? null : search.data.length === 0 ? (
            <p>{say("notFound")}</p>
          ) : (
            <>
              <p>{say("found", { count: search.data.length })}</p>
              <ul className="stack tight plain">
                {search.data.map((account) => (
                  <Found key={account.userId} {...{ account, partner, members }} add={add} />
                ))}
              </ul>
            </>
          )}
        </div>
        {search.error === null ? null : (
          <Note tone="danger" alert>
            <ProblemText problem={problemOf(search.error)} />
          </Note>
        )}
      </div>
    </details>
  );
};
