import { useReader, useSay } from "../../ui/language.tsx";
import { Money, minorOf, moneyText, percentOf } from "../../ui/money.tsx";
import { Note } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { FundedBar } from "../campaign-card.tsx";
import { stateTexts, timeLeftText } from "../campaign-words.ts";
import { orderPath } from "../order-path.ts";
import { PUBLIC } from "../public-messages.ts";
import { type Campaign, isOpenNow } from "./campaign-read.ts";

/** What the state means for the money; nothing while orders are simply open. */
const StateNote = ({ campaign, now }: { campaign: Campaign; now: string }) => {
  const say = useSay(PUBLIC);
  const { status } = campaign;
  const isOver = status === "live" && !isOpenNow(campaign, now);
  const texts = stateTexts(isOver ? "closing" : status);
  if (texts === undefined) return null;
  const [title, text, tone] = texts;
  return (
    <Note tone={tone} title={say(title)}>
      <p>{say(text)}</p>
    </Note>
  );
};

/** Raised of the goal, until when, and what happens if it is missed. Its one action sticks at the foot on phones. */
export const FundingBox = (props: {
  readonly campaign: Campaign;
  readonly now: string;
  readonly via: string | undefined;
}) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const { campaign, now, via } = props;
  const { id, raised, reserved, minGoal, hardCap, backers, closesAt, asOf } = campaign;
  const isOpen = isOpenNow(campaign, now);
  const left = isOpen ? timeLeftText(say, { closesAt, now }) : undefined;
  return (
    <section className="card stack tight funding" aria-labelledby="funding-title">
      <h2 id="funding-title" className="away">
        {say("boxTitle")}
      </h2>
      <p className="big">
        <strong>
          <Money value={raised} />
        </strong>
      </p>
      <p className="muted">{say("raised", { goal: moneyText(minGoal, language) })}</p>
      <FundedBar raised={raised} goal={minGoal} />
      <p className="row between">
        <strong>{say("funded", { percent: percentOf(raised, minGoal) })}</strong>
        <span>{say("backers", { count: backers })}</span>
      </p>
      {isOpen && minorOf(reserved) > 0n ? (
        <p className="small muted">{say("reserved", { amount: moneyText(reserved, language) })}</p>
      ) : null}
      <p>
        {say(isOpen ? "ends" : "ended")} <Time at={closesAt} />
        {left === undefined ? null : <span className="muted"> · {left}</span>}
      </p>
      <StateNote campaign={campaign} now={now} />
      {isOpen ? (
        <>
          <p className="small">
            <strong>{say("ruleTitle")}.</strong> {say("ruleText", { goal: moneyText(minGoal, language) })}{" "}
            {say("ruleCap", { cap: moneyText(hardCap, language) })} {say("ruleWithdraw")}
          </p>
          <p className="back-act">
            <a className="button" href={orderPath(id, { via })}>
              {say("back")}
            </a>
          </p>
          <p className="small muted">{say("notBuying")}</p>
        </>
      ) : null}
      <p className="small muted">
        {say("asOf")} <Time at={asOf} />
      </p>
    </section>
  );
};
