import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import { addMs, type Instant } from "@firstlot/core/kernel/instant";
import type { Result } from "@firstlot/core/kernel/result";
import type { Store } from "@firstlot/core/kernel/store";
import { z } from "zod";
import type { Driver, Ran } from "../platform/driver.ts";
import type { Advance, Advances } from "./advances.ts";
import { campaignAhead } from "./campaign-ahead.ts";

/** How far one step goes at most. */
export const MINUTES_MAX = 527_040; // a year

/** What a button of the bar asks for, and the page that it stands on. */
export const stepSchema = z.union([
  z.object({ step: z.enum(["next", "deadline"]), path: z.string().max(2_000) }),
  z.object({ minutes: z.coerce.number().int().min(0).max(MINUTES_MAX), path: z.string().max(2_000) }),
]);
export type Step = z.infer<typeof stepSchema>;

/** Due instants up to a verdict: the payment times of five bank days, and the work of each. */
const VERDICT_STEPS_MAX = 2_000;

interface StepDeps {
  readonly driver: Driver;
  readonly store: Store;
  readonly now: () => Instant;
  readonly advances: Advances;
}

/** The next instant at which something is due, or now when it is late; `undefined` when nothing waits. */
export async function nextStop(driver: Driver, now: () => Instant): Promise<Instant | undefined> {
  const [next, at] = [await driver.nextEvent(), now()];
  return next === undefined || next > at ? next : at;
}

async function playTo(driver: Driver, to: Instant): Promise<readonly Ran[]> {
  const advanced = await driver.advanceTo(to);
  return advanced.ok ? advanced.value : []; // another step was faster: it ran what was due
}

/** From one due instant to the next, until a campaign that closes has its verdict. */
async function playToVerdict({ driver, store, now }: StepDeps, campaignId: string): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (let step = 0; step < VERDICT_STEPS_MAX; step++) {
    const campaign = await loadCampaign(store, campaignId);
    if (campaign?.status !== "live" && campaign?.status !== "closing") break;
    const next = await nextStop(driver, now);
    if (next === undefined) break;
    ran.push(...(await playTo(driver, next)));
  }
  return ran;
}

/** Begins what a button asks for; refuses while another step is under way. */
export async function startStep(
  deps: StepDeps,
  step: Step,
): Promise<Result<Advance, { kind: "advance_running" }>> {
  const { driver, store, now, advances } = deps;
  const begin = (to: Instant) => advances.start(to, () => playTo(driver, to));
  if ("minutes" in step) return begin(addMs(now(), step.minutes * 60_000));
  if (step.step === "deadline") {
    const ahead = await campaignAhead(store, { path: step.path, now: now(), language: "en" });
    if (ahead?.at !== undefined) return begin(ahead.at);
    if (ahead !== undefined) return advances.start(undefined, () => playToVerdict(deps, ahead.campaignId));
    return begin(now());
  }
  return begin((await nextStop(driver, now)) ?? now());
}
