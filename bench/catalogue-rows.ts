import { invariant } from "@firstlot/core/kernel/invariant";
import { bareGet } from "./bare.ts";
import { publishCampaigns } from "./catalogue-stage.ts";
import { noteConsumed, totalOf } from "./consumed.ts";
import { inTurn, rateOf } from "./in-turn.ts";
import { exactRow, type Row, ratioRow } from "./row.ts";
import { type Functions, functionsOver, type Stage } from "./stage.ts";

const CAMPAIGNS = 40;
const PAIRS = 5;
const READS = { count: 400, concurrency: 16 };
const PAGE_UNITS_MAX = 1;
const EXPLORE_UNITS_MAX = 3;

async function read({ publicApp }: Pick<Functions, "publicApp">, path: string): Promise<void> {
  const answer = await publicApp.request(`/api/public/v1/campaigns${path}`);
  const text = await answer.text();
  invariant(answer.status === 200 && text.length > 0, `a page is read: ${text}`);
}

/** Rows 6 and 11: a campaign's page against one bare strong read, and what pages consume. */
export async function catalogueRows(stage: Stage): Promise<Row[]> {
  const id = await publishCampaigns(stage, CAMPAIGNS);
  const page = await inTurn({
    pairs: PAIRS,
    reference: () => rateOf(READS, () => bareGet(stage, `CARD#${id}`, "CARD")),
    subject: () => rateOf(READS, () => read(stage.functions, `/${id}`)),
  });
  const { dynamo, store } = stage.scene.separate();
  const noted = noteConsumed(dynamo);
  const functions = functionsOver(store);
  await read(functions, `/${id}`); // terms, offer, review and bank are read once and kept
  noted.splice(0);
  await read(functions, `/${id}`);
  const ofPage = totalOf(noted.splice(0)).read;
  await read(functions, "?limit=20");
  const ofExplore = totalOf(noted.splice(0)).read;
  invariant(ofPage > 0 && ofExplore > 0, "what was read is noted");
  return [
    ratioRow({ number: 6, what: "campaign page data, 16 in parallel", unit: "a second", atLeast: 0.5 }, page),
    exactRow({
      number: 11,
      what: "read units of a campaign page; of an unfiltered page of 20",
      must: `≤ ${PAGE_UNITS_MAX}; ≤ ${EXPLORE_UNITS_MAX}`,
      measured: `${ofPage}; ${ofExplore}`,
      isMet: ofPage <= PAGE_UNITS_MAX && ofExplore <= EXPLORE_UNITS_MAX,
    }),
  ];
}
