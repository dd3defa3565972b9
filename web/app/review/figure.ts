import { type Language, sayIn } from "../../messages/say.ts";
import { moneyText } from "../../ui/money.tsx";
import { REVIEW } from "./review-messages.ts";

const AMOUNT = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/;
const UNITS = /^(\d+) units$/;
const DAYS = /^(\d+) days$/;
const OF_GOAL = /^(\d+(?:\.\d+)?) % of the goal$/;
const WORDS: Readonly<Record<string, "figureNone" | "figureGiven" | "figureMatch">> = {
  "–": "figureNone",
  given: "figureGiven",
  match: "figureMatch",
};

/** A finding's figure as the reader writes it; what has no pattern of ours stays exactly as it was stored. */
export function figureText(text: string, language: Language): string {
  const say = sayIn(REVIEW, language);
  const word = WORDS[text];
  if (word !== undefined) return say(word);
  const [, amount, currency] = AMOUNT.exec(text) ?? [];
  if (amount !== undefined && currency !== undefined) return moneyText({ amount, currency }, language);
  const [, units] = UNITS.exec(text) ?? [];
  if (units !== undefined) return say("figureUnits", { count: Number(units) });
  const [, days] = DAYS.exec(text) ?? [];
  if (days !== undefined) return say("figureDays", { count: Number(days) });
  const [, percent] = OF_GOAL.exec(text) ?? [];
  return percent === undefined ? text : say("figureOfGoal", { percent });
}
