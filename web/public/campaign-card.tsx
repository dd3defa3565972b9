import { useReader, useSay, written } from "../ui/language.tsx";
import { moneyText, percentOf } from "../ui/money.tsx";
import { Tag } from "../ui/parts.tsx";
import { countryText, Time } from "../ui/time.tsx";
import { pictureUrl, STATUS_KEYS, type Tile, timeLeftText } from "./campaign-words.ts";
import { PUBLIC } from "./public-messages.ts";

const PERCENT_FULL = 100;

/** The share of the goal as a bar; its words stand beside it. */
export const FundedBar = ({ raised, goal }: { raised: Tile["raised"]; goal: Tile["minGoal"] }) => {
  const say = useSay(PUBLIC);
  const percent = percentOf(raised, goal);
  return (
    <progress
      max={PERCENT_FULL}
      value={Math.min(PERCENT_FULL, percent)}
      aria-label={say("funded", { percent })}
    />
  );
};

/** A campaign in a list: on each card the same things in the same order. */
const CampaignCard = (props: { readonly tile: Tile; readonly now: string; readonly canCompare: boolean }) => {
  const { tile, now, canCompare } = props;
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const { id, title, image, enterpriseName, place, raised, minGoal, status, closesAt } = tile;
  const name = written(title, language);
  const city = written(place.city, language);
  const left = status === "live" ? timeLeftText(say, { closesAt, now }) : undefined;
  return (
    <li className="card campaign-card">
      <div className="cover">
        {image === undefined ? null : <img src={pictureUrl(image)} alt="" loading="lazy" />}
      </div>
      <div className="stack tight body">
        <h3>
          <a href={`/campaigns/${id}`} lang={name.lang}>
            {name.text}
          </a>
        </h3>
        <p className="small muted">
          {enterpriseName} · <span lang={city.lang}>{city.text}</span>, {countryText(place.country, language)}
        </p>
        <FundedBar raised={raised} goal={minGoal} />
        <p className="row between small">
          <strong>{say("funded", { percent: percentOf(raised, minGoal) })}</strong>
          <span className="num">{moneyText(raised, language)}</span>
        </p>
        <p className="row between small foot">
          <span>
            {left ?? (
              <>
                {say(STATUS_KEYS[status])} · <Time at={closesAt} as="day" />
              </>
            )}
          </span>
          <Tag>{say("kindPresale")}</Tag>
        </p>
        {canCompare ? (
          <label className="row small choose no-print">
            <input type="checkbox" name="id" value={id} />
            <span>
              {say("compareChoose")}
              <span className="away" lang={name.lang}>
                {" "}
                {name.text}
              </span>
            </span>
          </label>
        ) : null}
      </div>
    </li>
  );
};

/**
 * Campaigns as cards.
 * @param props.canCompare whether each has a box that chooses it, for a form around them
 */
export const CampaignCards = (props: {
  readonly tiles: readonly Tile[];
  readonly now: string;
  readonly canCompare?: boolean;
}) => {
  const { tiles, now, canCompare = false } = props;
  return (
    <ul className="grid campaigns">
      {tiles.map((tile) => (
        <CampaignCard key={tile.id} tile={tile} now={now} canCompare={canCompare} />
      ))}
    </ul>
  );
};
