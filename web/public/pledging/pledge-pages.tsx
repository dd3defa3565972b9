import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { ReactNode } from "react";
import type { PagesDeps } from "../visit.ts";
import { AddressPage, ReceivedPage, RefundAccountPage, WithdrawPage } from "./act-pages.tsx";
import { type Campaign, readCampaign } from "./basket.ts";
import { postalOf } from "./draft.ts";
import { addressOf, type Fields, textOf } from "./forms.ts";
import { type Desk, deskOf, typedOf } from "./page-kit.tsx";
import { PledgePage } from "./pledge-page.tsx";
import { type Pledge, readPledge, refundsOf } from "./pledge-read.ts";
import { wayOut } from "./pledge-stage.ts";
import type { PageProblem, Told } from "./problem-words.ts";
import { ReceiptPage } from "./receipt-page.tsx";

type Answer = Response | Promise<Response>;
const SEE_OTHER = 303;

/** One request about one's own pledge. */
interface Held extends Desk {
  readonly pledge: Pledge;
  readonly campaign: Campaign | undefined;
}

/** What an act did: nothing to say, or why it was refused. */
type Outcome = { readonly error?: PageProblem | undefined };

const shownProps = (held: Held, actKey: string, errors: readonly Told[]) => ({
  ...{ pledge: held.pledge, campaign: held.campaign, errors, actKey },
  ...{ formToken: held.visit.formToken, now: held.visit.now },
});
type ActPageProps = ReturnType<typeof shownProps> & { readonly typed: Readonly<Record<string, string>> };

/** An act of a pledge: a page that explains it, what is checked in its form, and the command. */
interface PledgeAct {
  readonly path: string;
  readonly title: (held: Held) => string;
  readonly show: (props: ActPageProps, held: Held) => Promise<ReactNode> | ReactNode;
  /** What is wrong in the form before it is sent on. */
  readonly check?: (fields: Fields, held: Held) => readonly Told[];
  readonly run: (held: Held, act: { readonly fields: Fields; readonly key: string }) => Promise<Outcome>;
}

const header = (key: string) => ({ "idempotency-key": key });

const withdraw: PledgeAct = {
  path: "withdraw",
  title: ({ say, pledge }) => say(pledge.status === "reserved" ? "giveUp" : "withdrawTitle"),
  show: (props) => <WithdrawPage {...props} />,
  run: ({ visit, pledge, campaign }, { key }) => {
    const params = { path: { pledgeId: pledge.id }, header: header(key) };
    const isOpen = wayOut(pledge, { closesAt: campaign?.closesAt, now: visit.now }) === "cancel";
    return isOpen
      ? visit.api.POST("/pledges/{pledgeId}/cancel", { params })
      : visit.api.POST("/pledges/{pledgeId}/withdraw", { params });
  },
};

const received: PledgeAct = {
  path: "received",
  title: ({ say }) => say("receivedTitle"),
  show: (props) => <ReceivedPage {...props} />,
  run: ({ visit, pledge }, { key }) =>
    visit.api.POST("/pledges/{pledgeId}/confirm-delivery", {
      params: { path: { pledgeId: pledge.id }, header: header(key) },
    }),
};

const address: PledgeAct = {
  path: "address",
  title: ({ say, pledge }) => say(pledge.delivery === undefined ? "addressGive" : "addressChange"),
  show: (props) => <AddressPage {...props} />,
  check: (fields, { say }) => addressOf(fields).mistakes.map(({ field, key }) => ({ field, text: say(key) })),
  run: async ({ visit, pledge }, { fields, key }) => {
    const { address: given } = addressOf(fields);
    if (given === undefined) return {};
    return visit.api.POST("/pledges/{pledgeId}/delivery", {
      params: { path: { pledgeId: pledge.id }, header: header(key) },
      body: postalOf(given, pledge.country),
    });
  },
};

const ACCOUNT = /^[A-Z0-9]{5,34}$/;
const accountText = (fields: Fields): string => textOf(fields, "account").replace(/\s/g, "").toUpperCase();

const refundAccount: PledgeAct = {
  path: "refunds/:refundId",
  title: ({ say }) => say("accountHead"),
  show: async (props, held) => {
    const refundId = held.c.req.param("refundId") ?? "";
    const refund = (await refundsOf(held.visit.api, held.pledge)).find(({ id }) => id === refundId);
    return refund === undefined ? null : <RefundAccountPage {...props} refund={refund} />;
  },
  check: (fields, { say }) => [
    ...(textOf(fields, "name") === "" ? [{ field: "name", text: say("errorAccountName") }] : []),
    ...(ACCOUNT.test(accountText(fields)) ? [] : [{ field: "account", text: say("errorAccount") }]),
  ],
  run: ({ visit, c }, { fields, key }) =>
    visit.api.POST("/refunds/{refundId}/account", {
      params: { path: { refundId: c.req.param("refundId") ?? "" }, header: header(key) },
      body: { name: textOf(fields, "name"), account: accountText(fields) },
    }),
};

const ACTS = [withdraw, received, address, refundAccount] as const;

const KEY = /^[\x21-\x7e]{8,128}$/;

async function showAct(
  act: PledgeAct,
  held: Held,
  back: { readonly key: string; readonly errors: readonly Told[]; readonly fields: Fields },
): Promise<Response> {
  const content = await act.show(
    { ...shownProps(held, back.key, back.errors), typed: typedOf(back.fields) },
    held,
  );
  return content === null ? held.notFound() : held.page(act.title(held), content, back.errors);
}

async function runAct(act: PledgeAct, held: Held): Promise<Response> {
  const fields = await held.fields();
  const given = textOf(fields, "key");
  const key = KEY.test(given) ? given : randomUUID();
  const mistakes = act.check?.(fields, held) ?? [];
  if (mistakes.length > 0) return showAct(act, held, { key, errors: mistakes, fields });
  const { error } = await act.run(held, { fields, key });
  if (error === undefined) return held.c.redirect(`/pledges/${held.pledge.id}`, SEE_OTHER);
  // a refusal leaves no trace: the next try is a new act
  return showAct(act, held, { key: randomUUID(), errors: [held.tell(error, held.campaign)], fields });
}

const saidByBank = (c: Context): "paid" | "declined" | undefined => {
  const said = c.req.query("status");
  return said === "paid" || said === "declined" ? said : undefined;
};

/** The pages of a pledge that is made: its state, its receipt, its acts. Only its backer sees them. */
export function heldPages(deps: PagesDeps): Hono {
  const withPledge = (show: (held: Held) => Answer) => async (c: Context) => {
    const desk = await deskOf(c, deps, "portfolio");
    if (desk.visit.me === undefined) return desk.askSignIn(desk.visit.path);
    const { api } = desk.visit;
    const pledge = await readPledge(api, c.req.param("pledgeId") ?? "");
    if (pledge === undefined) return desk.notFound();
    return show({ ...desk, pledge, campaign: await readCampaign(api, pledge.campaignId) });
  };
  const app = new Hono();
  app.get(
    "/pledges/:pledgeId",
    withPledge(async ({ c, visit, say, page, pledge, campaign }) => {
      const refunds = await refundsOf(visit.api, pledge);
      const bankSaid = saidByBank(c);
      return page(say("pledge"), <PledgePage {...{ pledge, campaign, refunds, bankSaid }} now={visit.now} />);
    }),
  );
  app.get(
    "/pledges/:pledgeId/receipt",
    withPledge(async ({ visit, say, page, pledge, campaign }) => {
      const refunds = await refundsOf(visit.api, pledge);
      const backer = visit.me?.name ?? visit.me?.email ?? "";
      return page(
        `${say("receiptTitle")} ${pledge.id}`,
        <ReceiptPage {...{ pledge, campaign, refunds, backer }} now={visit.now} />,
      );
    }),
  );
  for (const act of ACTS)
    app
      .get(
        `/pledges/:pledgeId/${act.path}`,
        withPledge((held) => showAct(act, held, { key: randomUUID(), errors: [], fields: {} })),
      )
      .post(
        `/pledges/:pledgeId/${act.path}`,
        withPledge((held) => runAct(act, held)),
      );
  return app;
}
