import { type Context, Hono } from "hono";
import { notFoundPage } from "../message-pages.tsx";
import type { PagesDeps } from "../visit.ts";
import { quoteOf } from "./basket.ts";
import { CheckPage } from "./check-page.tsx";
import { ChoosePage } from "./choose-page.tsx";
import { DeliveryPage } from "./delivery-page.tsx";
import { RISK_WORDS_VERSION, withItems } from "./draft.ts";
import { type Flow, flowOf } from "./flow.ts";
import { addressOf, methodOf, quantitiesOf, textOf } from "./forms.ts";
import { type Desk, typedOf } from "./page-kit.tsx";
import { PaymentPage } from "./payment-page.tsx";
import { heldPages } from "./pledge-pages.tsx";
import type { Told } from "./problem-words.ts";
import { reserveDraft } from "./reserve-draft.ts";
import { RISKS, RisksPage } from "./risks-page.tsx";
import { ClosedPage } from "./sign-in-page.tsx";
import { mayOpen, openStep, type Step, stepPath, stepsOf } from "./steps.ts";

type Answer = Response | Promise<Response>;
const SEE_OTHER = 303;

/** The page of a step with what is known, and mistakes if it came back. */
function showStep(
  step: Step,
  flow: Flow,
  back: { readonly mistakes?: readonly Told[]; readonly fields?: Readonly<Record<string, unknown>> } = {},
): Answer {
  const { campaign, draft, quote, visit, say, page } = flow;
  const { mistakes: errors = [], fields = {} } = back;
  const { formToken, now } = visit;
  const typed = typedOf(fields);
  if (step === "choose" || quote === undefined)
    return page(
      say("chooseTitle"),
      <ChoosePage {...{ campaign, draft, quote, errors, typed, now, formToken }} />,
      errors,
    );
  switch (step) {
    case "delivery":
      return page(
        say("deliveryTitle"),
        <DeliveryPage {...{ campaign, draft, quote, errors, typed, formToken }} />,
        errors,
      );
    case "payment":
      return page(say("paymentTitle"), <PaymentPage {...{ campaign, draft, errors, formToken }} />, errors);
    case "risks": {
      const ticked = draft.acknowledged === undefined ? RISKS.filter((risk) => typed[risk] === "yes") : RISKS;
      return page(
        say("risksHead"),
        <RisksPage {...{ campaign, draft, quote, ticked, errors, formToken }} />,
        errors,
      );
    }
    case "check": {
      const isSignedIn = visit.me !== undefined;
      return page(
        say("checkTitle"),
        <CheckPage {...{ campaign, draft, quote, errors, isSignedIn, formToken }} />,
        errors,
      );
    }
  }
}

/** Leads to the step after one, or to the first that has no answer. */
function goOn(flow: Flow, step: Step): Response {
  const { c, campaign, draft } = flow;
  const steps = stepsOf(campaign, draft);
  const next = steps[steps.indexOf(step) + 1] ?? "check";
  const open = openStep(campaign, flow);
  const isFurther = steps.indexOf(next) > steps.indexOf(open);
  return c.redirect(stepPath(campaign.id, isFurther ? open : next), SEE_OTHER);
}

async function takeChoice(flow: Flow): Promise<Response> {
  const { campaign, say, visit, keep, tell } = flow;
  const fields = await flow.fields();
  const ids = [...campaign.tiers, ...campaign.addOns].map(({ id }) => id);
  const { items, mistakes } = quantitiesOf(fields, ids);
  const country = textOf(fields, "country");
  const told: Told[] = mistakes.map(({ field, key }) => ({ field, text: say(key) }));
  if (!/^[A-Z]{2}$/.test(country)) told.push({ field: "country", text: say("errorCountry") });
  if (Object.keys(items).length === 0 && mistakes.length === 0)
    told.unshift({ field: "items", text: say("problem_basket_empty") });
  const draft = withItems(flow.draft, { items, country: country === "" ? undefined : country });
  await keep(draft);
  if (told.length > 0) return showStep("choose", { ...flow, draft }, { mistakes: told, fields });
  const { quote, problem } = await quoteOf(visit.api, draft);
  const chosen = { ...flow, draft, quote };
  if (problem !== undefined)
    return showStep("choose", chosen, { mistakes: [tell(problem, campaign)], fields });
  return textOf(fields, "act") === "price" ? showStep("choose", chosen) : goOn(chosen, "choose");
}

async function takeAddress(flow: Flow): Promise<Response> {
  const { draft, say, keep } = flow;
  const fields = await flow.fields();
  const { address, mistakes } = addressOf(fields);
  if (address === undefined)
    return showStep("delivery", flow, {
      mistakes: mistakes.map(({ field, key }) => ({ field, text: say(key) })),
      fields,
    });
  const next = { ...draft, address };
  await keep(next);
  return goOn({ ...flow, draft: next }, "delivery");
}

async function takeMethod(flow: Flow): Promise<Response> {
  const { draft, say, keep } = flow;
  const method = methodOf(await flow.fields());
  if (method === undefined)
    return showStep("payment", flow, { mistakes: [{ field: "method", text: say("errorMethod") }] });
  const next = { ...draft, method };
  await keep(next);
  return goOn({ ...flow, draft: next }, "payment");
}

async function takeRisks(flow: Flow): Promise<Response> {
  const { draft, quote, say, keep } = flow;
  const fields = await flow.fields();
  const open = RISKS.filter((risk) => textOf(fields, risk) !== "yes");
  if (open.length > 0 || quote === undefined) {
    const { acknowledged: _before, ...rest } = draft;
    const mistakes = open.map((field) => ({ field, text: say("errorRisk") }));
    return showStep("risks", { ...flow, draft: rest }, { mistakes, fields });
  }
  const next = { ...draft, acknowledged: { version: RISK_WORDS_VERSION, total: quote.total.amount } };
  await keep(next);
  return goOn({ ...flow, draft: next }, "risks");
}

async function takeAll(flow: Flow): Promise<Response> {
  const { c, campaign, visit } = flow;
  if (visit.me === undefined) return c.redirect(`${stepPath(campaign.id, "choose")}/sign-in`, SEE_OTHER);
  const reserved = await reserveDraft(flow, await flow.fields());
  if (reserved.kind === "reserved") return c.redirect(`/pledges/${reserved.pledgeId}`, SEE_OTHER);
  if (reserved.kind === "sign_in") return c.redirect(`${stepPath(campaign.id, "choose")}/sign-in`, SEE_OTHER);
  const { quote } = await quoteOf(visit.api, reserved.draft); // the price or the stock may be others now
  const { text } = flow.tell(reserved.problem, campaign);
  return showStep(
    "check",
    { ...flow, draft: reserved.draft, quote: quote ?? flow.quote },
    {
      mistakes: [{ text }],
    },
  );
}

const TAKES = {
  choose: takeChoice,
  delivery: takeAddress,
  payment: takeMethod,
  risks: takeRisks,
  check: takeAll,
} as const satisfies Record<Step, (flow: Flow) => Promise<Response>>;

/** Pledging: the steps to a pledge, then the pledge itself. */
export function pledgePages(deps: PagesDeps): Hono {
  const withFlow = (act: (flow: Flow) => Answer) => async (c: Context) => {
    const flow = await flowOf(c, deps);
    return "desk" in flow ? nothingForSale(flow.desk, flow.campaign?.id) : act(flow);
  };
  const get = (step: Step) =>
    withFlow((flow) =>
      mayOpen(step, flow.campaign, flow)
        ? showStep(step, flow)
        : flow.c.redirect(stepPath(flow.campaign.id, openStep(flow.campaign, flow)), SEE_OTHER),
    );
  /** A form of a reservation that is made leads to the pledge, however often it is sent. */
  const isMade = async (c: Context): Promise<string | undefined> => {
    const draft = await deps.draft.read(c);
    const { key } = await c.req.parseBody();
    return draft?.pledgeId !== undefined && draft.key === key ? draft.pledgeId : undefined;
  };
  const post = (step: Step) => async (c: Context) => {
    const pledgeId = step === "check" ? await isMade(c) : undefined;
    if (pledgeId !== undefined) return c.redirect(`/pledges/${pledgeId}`, SEE_OTHER);
    return withFlow((flow) =>
      mayOpen(step, flow.campaign, flow)
        ? TAKES[step](flow)
        : flow.c.redirect(stepPath(flow.campaign.id, openStep(flow.campaign, flow)), SEE_OTHER),
    )(c);
  };
  const app = new Hono();
  const base = "/campaigns/:campaignId/back";
  app.get(
    `${base}/sign-in`,
    withFlow((flow) => flow.askSignIn(stepPath(flow.campaign.id, "check"))),
  );
  app.get(base, get("choose")).post(base, post("choose"));
  for (const step of ["delivery", "payment", "risks", "check"] as const)
    app.get(`${base}/${step}`, get(step)).post(`${base}/${step}`, post(step));
  return app.route("/", heldPages(deps));
}

/** No such campaign, or one that takes no pledges now. */
const nothingForSale = ({ c, page, say, visit }: Desk, campaignId: string | undefined): Answer =>
  campaignId === undefined
    ? c.html(notFoundPage(visit), 404)
    : page(say("closedTitle"), <ClosedPage campaignId={campaignId} text={say("closedText")} />);
