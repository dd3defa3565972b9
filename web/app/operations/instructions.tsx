import { granted } from "@firstlot/sdk/client";
import { Link } from "@tanstack/react-router";
import { useReader, useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Time } from "../../ui/time.tsx";
import { staffApi } from "../api.ts";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { Filter, PagedTable, StateTag, useQueryMember, Word, wordOf } from "./board-parts.tsx";
import { INSTRUCTION_STATUSES, oneOf, type Partner, page, usePartners } from "./operations-data.ts";
import { OPERATIONS } from "./operations-messages.ts";

const List = ({ partners }: { readonly partners: readonly Partner[] }) => {
  const say = useSay(OPERATIONS);
  const { language } = useReader();
  const [bank = partners[0]?.id ?? "", chooseBank] = useQueryMember("bank");
  const [asked = "created", chooseStatus] = useQueryMember("status");
  const status = oneOf(INSTRUCTION_STATUSES, asked) ?? "created";
  return (
    <div className="stack">
      <div className="row">
        <Filter
          name="bank"
          label={say("bank")}
          value={bank}
          options={partners.map(({ id, name }) => [id, name])}
          choose={chooseBank}
        />
        <Filter
          name="status"
          label={say("state")}
          value={status}
          options={INSTRUCTION_STATUSES.map((one) => [one, wordOf("instruction", one, language)] as const)}
          choose={chooseStatus}
        />
      </div>
      <PagedTable
        label={say("instructions")}
        queryKey={["instructions", bank, status]}
        read={async (cursor) =>
          granted(
            await staffApi.GET("/instructions", {
              params: {
                query: { partnerId: bank, status, ...page(cursor) },
              },
            }),
          )
        }
        keyOf={({ id }) => id}
        empty={say("instructionsEmpty")}
        columns={[
          {
            head: say("instruction"),
            cell: ({ id, kind, creditor }) => (
              <Link to="/app/operations/instructions/$instructionId" params={{ instructionId: id }}>
                <Word of="kind" code={kind} /> · {creditor.name}
              </Link>
            ),
          },
          { head: say("amount"), right: true, cell: ({ amount }) => <Money value={amount} /> },
          { head: say("state"), cell: ({ status: state }) => <StateTag of="instruction" state={state} /> },
          { head: say("reason"), cell: ({ reason }) => reason ?? "" },
          { head: say("createdAt"), cell: ({ createdAt }) => <Time at={createdAt} as="short" /> },
        ]}
      />
    </div>
  );
};

/** What the banks were told to pay. */
export const Instructions = () => {
  const say = useSay(OPERATIONS);
  return (
    <>
      <ScreenHead title={say("instructions")} lead={say("instructionsLead")} />
      <Loaded query={usePartners()}>{(partners) => <List partners={partners} />}</Loaded>
    </>
  );
};
