import { granted } from "@firstlot/sdk/client";
import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { bankApi } from "../api.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { PagedTable } from "../parts/paged-table.tsx";
import { pageAt } from "../parts/pages.tsx";
import { ScreenHead } from "../parts/problem.tsx";
import { BANK } from "./bank-messages.ts";

const RESULTS = ["match", "close", "mismatch"] as const;

/** Whether accounts belong to names: the bank's people answer what its API left open. */
export const NameChecks = () => {
  const say = useSay(BANK);
  const word = useWord(BANK);
  const act = useAct({
    perform: async ({ id, result }: { id: string; result: (typeof RESULTS)[number] }, header) =>
      granted(
        await bankApi.POST("/name-checks/{id}/answer", {
          params: { path: { id }, header },
          body: { result },
        }),
      ),
    stale: [["bank-name-checks"]],
    voice: BANK,
    done: say("answered"),
  });
  return (
    <div className="stack">
      <ScreenHead title={say("nameChecks")} lead={say("nameChecksLead")} />
      <ActNotes of={act} />
      <PagedTable
        label={say("nameChecks")}
        queryKey={["bank-name-checks"]}
        read={async (cursor) =>
          granted(await bankApi.GET("/name-checks", { params: { query: pageAt(cursor) } }))
        }
        keyOf={({ id }) => id}
        empty={say("nameChecksEmpty")}
        columns={[
          { head: say("name"), cell: ({ name }) => name },
          { head: say("account"), cell: ({ account }) => <code className="nowrap">{account}</code> },
          { head: say("askedFor"), cell: ({ kind }) => word("question", kind) },
          { head: say("about"), cell: ({ about }) => <code className="nowrap">{about}</code> },
          { head: say("askedAt"), cell: ({ askedAt }) => <Time at={askedAt} as="short" /> },
          {
            head: say("answer"),
            cell: ({ id, name, account }) => (
              <div className="row">
                {RESULTS.map((result) => (
                  <button
                    key={result}
                    type="button"
                    className="button quiet small"
                    aria-label={say("answerFor", { answer: say(`result_${result}`), name, account })}
                    aria-disabled={act.state.kind === "running"}
                    onClick={() => void act.run({ id, result })}
                  >
                    {say(`result_${result}`)}
                  </button>
                ))}
              </div>
            ),
          },
        ]}
      />
    </div>
  );
};
