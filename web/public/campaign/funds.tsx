import { useReader, useSay, written } from "../../ui/language.tsx";
import { amountText, minorOf, moneyOfMinor, moneyText, sumOf, type WireMoney } from "../../ui/money.tsx";
import { Pairs, TableBox } from "../../ui/parts.tsx";
import { percentText } from "../campaign-words.ts";
import { PUBLIC } from "../public-messages.ts";
import type { Campaign } from "./campaign-read.ts";
import { Said } from "./written-text.tsx";

const BPS = 10_000n;
const PERCENT_BPS = 100;

/** A part of a whole in basis points, rounded down. */
const shareBps = (part: WireMoney, whole: WireMoney): number =>
  Number((minorOf(part) * BPS) / (minorOf(whole) === 0n ? 1n : minorOf(whole)));

/** The spending plan as bars and numbers: who is paid for what. */
export const UseOfFunds = ({ campaign }: { readonly campaign: Campaign }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const { spendingPlan, tranches, currency } = campaign;
  const zero = moneyOfMinor(0n, campaign.minGoal);
  const total = sumOf(spendingPlan.map(({ amount }) => amount)) ?? zero;
  const suppliers = sumOf(
    spendingPlan.filter(({ payee }) => payee === "supplier").map(({ amount }) => amount),
  );
  const share = Math.floor(shareBps(suppliers ?? zero, total) / PERCENT_BPS);
  return (
    <section className="stack" id="funds" aria-labelledby="funds-title">
      <h2 id="funds-title">{say("useOfFunds")}</h2>
      <p>
        <strong>{say("fundsTitle", { share })}.</strong> {say("fundsIntro")}
      </p>
      <TableBox label={`${say("useOfFunds")}: ${say("purpose")}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("purpose")}</th>
              <th scope="col">{say("payee")}</th>
              <th scope="col" className="right">
                {say("amount")} ({currency})
              </th>
              <th scope="col" className="right">
                {say("share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {spendingPlan.map(({ id, purpose, payee, amount }) => {
              const bps = shareBps(amount, total);
              return (
                <tr key={id}>
                  <th scope="row">
                    <Said text={purpose} />
                    <progress
                      className="bar-line"
                      max={Number(BPS)}
                      value={bps}
                      aria-label={`${written(purpose, language).text} ${Math.floor(bps / PERCENT_BPS)}%`}
                    />
                  </th>
                  <td>{say(payee === "supplier" ? "payeeSupplier" : "payeeOwn")}</td>
                  <td className="right">{amountText(amount, language)}</td>
                  <td className="right">{Math.floor(bps / PERCENT_BPS)}%</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say("total")}</th>
              <td />
              <td className="right">{amountText(total, language)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </TableBox>
      <h3>{say("tranchesTitle")}</h3>
      <p>{say("tranchesIntro")}</p>
      <TableBox label={say("tranchesTitle")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("tranche")}</th>
              <th scope="col">{say("condition")}</th>
              <th scope="col" className="right">
                {say("share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {tranches.map(({ id, condition, shareBps: bps }, at) => (
              <tr key={id}>
                <th scope="row">{at + 1}</th>
                <td>
                  <Said text={condition} />
                </td>
                <td className="right">{percentText(bps)}%</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
};

/** Where the money is now and where it goes; the fee is a line of its own. */
export const MoneyTrail = ({ campaign }: { readonly campaign: Campaign }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const { heldAt, fee, raised, tranches, contentHash } = campaign;
  const bank = heldAt.bankName ?? say("heldUnknown");
  return (
    <section className="stack" id="trail" aria-labelledby="trail-title">
      <h2 id="trail-title">{say("trail")}</h2>
      <Pairs
        items={[
          [say("heldAt"), say("heldAtText", { bank })],
          [say("trailRaised"), moneyText(raised, language)],
          [
            say("trailFee"),
            say("trailFeeText", {
              rate: percentText(fee.feeBps),
              vat: percentText(fee.feeVatBps),
              version: fee.feeScheduleVersion,
            }),
          ],
          [say("trailTranches"), say("trailTranchesText", { count: tranches.length })],
          [
            say("trailFingerprint"),
            <code key="hash" className="small">
              {contentHash}
            </code>,
          ],
        ]}
      />
    </section>
  );
};
