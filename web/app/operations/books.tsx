import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { TextField } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { Money, minorOf } from "../../ui/money.tsx";
import { Note, Tag } from "../../ui/parts.tsx";
import { staffApi } from "../api.ts";
import { Filter, useQueryMember } from "../parts/filter.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { Table } from "../parts/table.tsx";
import { usePartners } from "./operations-data.ts";
import { OPERATIONS } from "./operations-messages.ts";

const readBook = async (book: string) => {
  const params = { path: { book } };
  const [balance, accounts] = await Promise.all([
    staffApi.GET("/ledger/{book}/trial-balance", { params }),
    staffApi.GET("/ledger/{book}/accounts", { params }),
  ]);
  return { balance: granted(balance), accounts: granted(accounts).items };
};

const Book = ({ book }: { readonly book: string }) => {
  const say = useSay(OPERATIONS);
  const query = useQuery({ queryKey: ["book", book], queryFn: () => readBook(book) });
  return (
    <Loaded query={query} lines={12}>
      {({ balance, accounts }) => (
        <div className="stack">
          {balance.replay.differences.length === 0 ? (
            <Note tone="ok">
              <p>{say("replayOk", { entries: balance.replay.entries })}</p>
            </Note>
          ) : (
            <Note tone="danger">
              <p>{say("replayBad", { accounts: balance.replay.differences.length })}</p>
            </Note>
          )}
          <h2>{say("trialBalance")}</h2>
          <Table
            label={say("trialBalance")}
            rows={balance.currencies}
            keyOf={({ currency }) => currency}
            columns={[
              { head: say("currency"), cell: ({ currency }) => currency },
              {
                head: say("debits"),
                right: true,
                cell: ({ debitsPosted }) => <Money value={debitsPosted} />,
              },
              {
                head: say("credits"),
                right: true,
                cell: ({ creditsPosted }) => <Money value={creditsPosted} />,
              },
              {
                head: say("difference"),
                right: true,
                cell: ({ differencePosted }) => (
                  <Tag tone={minorOf(differencePosted) === 0n ? "ok" : "danger"}>
                    <Money value={differencePosted} />
                  </Tag>
                ),
              },
            ]}
          />
          <h2>{say("accounts")}</h2>
          <Table
            label={say("accounts")}
            rows={accounts}
            keyOf={({ id }) => id}
            columns={[
              {
                head: say("account"),
                cell: ({ code, shard }) => (shard === undefined ? code : `${code} ${shard}`),
              },
              {
                head: say("debits"),
                right: true,
                cell: ({ debitsPosted }) => <Money value={debitsPosted} />,
              },
              {
                head: say("credits"),
                right: true,
                cell: ({ creditsPosted }) => <Money value={creditsPosted} />,
              },
              { head: say("balance"), right: true, cell: (account) => <Money value={account.balance} /> },
              { head: say("available"), right: true, cell: ({ available }) => <Money value={available} /> },
            ]}
          />
        </div>
      )}
    </Loaded>
  );
};

/** A book of the ledger: its trial balance, replayed from its entries, and its accounts. */
export const Books = () => {
  const say = useSay(OPERATIONS);
  const [book = "platform", choose] = useQueryMember("book");
  const { data: partners = [] } = usePartners();
  const options = [
    ["platform", say("bookPlatform")] as const,
    ...partners.map(({ id, name }) => [id, name] as const),
    ...(book.startsWith("cmp_") ? [[book, book] as const] : []),
  ];
  const open = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const asked = new FormData(event.currentTarget).get("campaign");
    if (typeof asked === "string" && asked !== "") choose(asked.trim());
  };
  return (
    <div className="stack">
      <ScreenHead title={say("books")} lead={say("booksLead")} />
      <div className="row top">
        <Filter name="book" label={say("book")} value={book} options={options} choose={choose} />
        <form className="row" onSubmit={open}>
          <TextField name="campaign" label={say("bookOfCampaign")} placeholder="cmp_…" maxLength={24} />
          <button type="submit" className="button quiet">
            {say("open")}
          </button>
        </form>
      </div>
      <Book book={book} />
    </div>
  );
};
