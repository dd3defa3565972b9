import type { ReactNode } from "react";
import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Facts, Note, TableBox } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { Loaded } from "../parts/problem.tsx";
import { RecordTag } from "./record-tag.tsx";
import { type Account, type Settlement, useBook, useSettlement } from "./regulator-data.ts";
import { REGULATOR } from "./regulator-messages.ts";

const Split = ({ settlement }: { readonly settlement: Settlement }) => {
  const say = useSay(REGULATOR);
  const { paid, split, progress } = settlement;
  const items: (readonly [ReactNode, ReactNode])[] = [
    [say("paidIn", { count: paid.pledges }), <Money key="paid" value={paid.total} />],
    ...(split === undefined
      ? []
      : ([
          [say("confirmed"), <Money key="confirmed" value={split.confirmed} />],
          [say("fee"), <Money key="fee" value={split.fee} />],
          [say("feeVat"), <Money key="vat" value={split.feeVat} />],
          [say("reserve"), <Money key="reserve" value={split.reserve} />],
          [say("locked"), <Money key="locked" value={split.locked} />],
        ] as const)),
    [say("refundingPledges"), progress.refunding],
  ];
  return <Facts items={items} />;
};

const Tranches = ({ settlement }: { readonly settlement: Settlement }) => {
  const say = useSay(REGULATOR);
  if (settlement.tranches.length === 0) return null;
  return (
    <TableBox label={say("tranches")}>
      <table>
        <caption>{say("tranches")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("tranche")}</th>
            <th scope="col">{say("stateHead")}</th>
            <th scope="col">{say("paidAt")}</th>
            <th scope="col" className="right">
              {say("amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {settlement.tranches.map(({ id, position, status, paidAt, amount }) => (
            <tr key={id}>
              <th scope="row">{position}</th>
              <td>
                <RecordTag group="tranche" state={status} />
              </td>
              <td>{paidAt === undefined ? "–" : <Time at={paidAt} as="short" />}</td>
              <td className="right">
                <Money value={amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
};

const ZERO = /^-?0(\.0+)?$/;
const isIdle = ({ debitsPosted, creditsPosted, debitsPending, creditsPending }: Account): boolean =>
  [debitsPosted, creditsPosted, debitsPending, creditsPending].every(({ amount }) => ZERO.test(amount));

/** The accounts of the campaign's book with entries; shards of one account have a line each. */
const Accounts = ({ accounts }: { readonly accounts: readonly Account[] }) => {
  const say = useSay(REGULATOR);
  const word = useWord(REGULATOR);
  const used = accounts.filter((one) => !isIdle(one));
  const idle = accounts.length - used.length;
  return (
    <div className="stack tight">
      <TableBox label={say("accounts")}>
        <table>
          <caption>{say("accounts")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("account")}</th>
              <th scope="col">{say("side")}</th>
              <th scope="col" className="right">
                {say("debits")}
              </th>
              <th scope="col" className="right">
                {say("credits")}
              </th>
              <th scope="col" className="right">
                {say("balance")}
              </th>
            </tr>
          </thead>
          <tbody>
            {used.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  {word("account", one.code)}
                  {one.shard === undefined ? "" : ` · ${one.shard}`}
                </th>
                <td>{word("side", one.normalSide)}</td>
                <td className="right">
                  <Money value={one.debitsPosted} />
                </td>
                <td className="right">
                  <Money value={one.creditsPosted} />
                </td>
                <td className="right">
                  <Money value={one.balance} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {idle === 0 ? null : <p className="muted small">{say("idleAccounts", { count: idle })}</p>}
    </div>
  );
};

const Book = ({ campaignId }: { readonly campaignId: string }) => {
  const say = useSay(REGULATOR);
  const query = useBook(campaignId);
  return (
    <Loaded query={query} lines={6}>
      {(book) => {
        if (book === null) return <p className="muted">{say("noBook")}</p>;
        const [{ items }, { currencies, replay }] = book;
        const isEven = currencies.every(
          ({ differencePosted, differencePending }) =>
            ZERO.test(differencePosted.amount) && ZERO.test(differencePending.amount),
        );
        const isSame = replay.differences.length === 0;
        return (
          <div className="stack">
            <Note tone={isEven && isSame ? "ok" : "danger"}>
              <p>{say(isEven ? "bookEven" : "bookUneven")}</p>
              <p>
                {!replay.complete
                  ? say("replayLong", { count: replay.entries })
                  : say(isSame ? "replaySame" : "replayDiffers", { count: replay.entries })}
              </p>
            </Note>
            <Accounts accounts={items} />
          </div>
        );
      }}
    </Loaded>
  );
};

/** What became of a campaign's money: totals of its settlement, tranches, and its book in balance. */
export const CampaignMoney = ({ campaignId }: { readonly campaignId: string }) => {
  const say = useSay(REGULATOR);
  const query = useSettlement(campaignId);
  return (
    <section className="stack" aria-labelledby="money-title">
      <h2 id="money-title">{say("money")}</h2>
      <Loaded query={query} lines={4}>
        {(settlement) =>
          settlement === null ? (
            <p className="muted">{say("noSettlement")}</p>
          ) : (
            <div className="stack">
              <Split settlement={settlement} />
              <Tranches settlement={settlement} />
            </div>
          )
        }
      </Loaded>
      <Book campaignId={campaignId} />
    </section>
  );
};
