import { useReader, useSay } from "../ui/language.tsx";
import { moneyText, type WireMoney } from "../ui/money.tsx";
import { instantText } from "../ui/time.tsx";
import { PUBLIC } from "./public-messages.ts";
import type { PublicApi } from "./visit.ts";

/** What became of all public campaigns, by currency. */
export async function readStatistics(api: PublicApi) {
  const { data } = await api.GET("/statistics");
  return data;
}
export type Statistics = NonNullable<Awaited<ReturnType<typeof readStatistics>>>;

const ROWS = [
  ["open", "factsOpen"],
  ["funded", "factsFunded"],
  ["late", "factsLate"],
  ["undelivered", "factsUndelivered"],
  ["returned", "factsReturned"],
] as const;

const Sum = ({ sum }: { readonly sum: { readonly amount: WireMoney; readonly campaigns: number } }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  return (
    <dd>
      <span className="big">{moneyText(sum.amount, language)}</span>
      <span className="small muted"> {say("factsCount", { count: sum.campaigns })}</span>
    </dd>
  );
};

/** Good and bad figures in one size: amounts raised, late, not delivered and returned. */
export const PlatformFacts = ({ statistics }: { readonly statistics: Statistics }) => {
  const say = useSay(PUBLIC);
  const reader = useReader();
  const { asOf, currencies } = statistics;
  return (
    <section className="stack" aria-labelledby="facts-title">
      <h2 id="facts-title">{say("factsTitle")}</h2>
      {asOf === undefined || currencies.length === 0 ? (
        <p className="muted">{say("factsNone")}</p>
      ) : (
        <>
          <p className="muted">{say("factsIntro", { time: instantText(asOf, reader) })}</p>
          <div className="grid">
            {currencies.map((sums) => (
              <section key={sums.currency} className="card stack tight" aria-label={sums.currency}>
                <h3>{sums.currency}</h3>
                <dl className="stack tight platform-facts">
                  {ROWS.map(([name, key]) => (
                    <div key={name}>
                      <dt>{say(key)}</dt>
                      <Sum sum={sums[name]} />
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <p className="small muted">{say("factsLostNote")}</p>
        </>
      )}
    </section>
  );
};
