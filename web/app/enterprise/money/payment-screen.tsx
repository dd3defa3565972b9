import { accomplished, granted } from "@firstlot/sdk/client";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money, moneyText } from "../../../ui/money.tsx";
import { Note, Pairs } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { campaignKey, type Terms, useCampaign, useCampaignPath } from "../campaign/campaign-data.ts";
import { FileLinks } from "./file-links.tsx";
import { type Payment, type PaymentPath, useMayAsk, usePayment } from "./money-data.ts";
import { MONEY } from "./money-messages.ts";
import { Because, PaymentTag } from "./payment-state.tsx";
import { usePurpose } from "./plan-table.tsx";

const DATES = [
  ["requestedAt", "askedAt"],
  ["approvedAt", "approvedAt"],
  ["refusedAt", "refusedAt"],
  ["paidAt", "paidAt"],
  ["returnedAt", "returnedAt"],
] as const;

const PaymentFacts = ({ of, terms }: { readonly of: Payment; readonly terms: Terms }) => {
  const say = useSay(MONEY);
  const purpose = usePurpose(terms)(of.lineId);
  const { payee, amount, invoiceEvidenceId, note, bankReference } = of;
  const items: readonly (readonly [ReactNode, ReactNode])[] = [
    [say("payee"), payee?.name ?? say("ownAccount")],
    ...(payee === undefined
      ? []
      : [[say("accountNumber"), <code key="account">{payee.account}</code>] as const]),
    [say("amount"), <Money key="amount" value={amount} />],
    [
      say("purpose"),
      <span key="purpose" lang={purpose.lang}>
        {purpose.text}
      </span>,
    ],
    [
      say("invoice"),
      invoiceEvidenceId === undefined ? (
        say("noInvoice")
      ) : (
        <FileLinks key="invoice" enterpriseId={of.enterpriseId} ids={[invoiceEvidenceId]} />
      ),
    ],
    ...(note === undefined ? [] : [[say("note"), note] as const]),
    ...DATES.flatMap(([date, word]) => {
      const at = of[date];
      return at === undefined ? [] : [[say(word), <Time key={date} at={at} />] as const];
    }),
    ...(bankReference === undefined
      ? []
      : [[say("bankReference"), <code key="bank">{bankReference}</code>] as const]),
    [say("paymentNumber"), <code key="id">{of.id}</code>],
  ];
  return <Pairs items={items} />;
};

const Submit = ({ of, path }: { readonly of: Payment; readonly path: PaymentPath }) => {
  const say = useSay(MONEY);
  const { language } = useReader();
  const mayAsk = useMayAsk(path.enterpriseId);
  const submit = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/payments/{paymentId}/submit", {
          params: { path, header: key },
        }),
      ),
    stale: [campaignKey(path)],
    done: say("submitted"),
    voice: MONEY,
  });
  const values = {
    amount: moneyText(of.amount, language),
    payee: of.payee?.name ?? say("toOwnAccount"),
  };
  return (
    <>
      {of.status !== "draft" ? null : (
        <div className="card stack">
          <p>{say("paymentDraftNote")}</p>
          <p>{say(of.approversNeeded > 0 ? "paymentLarge" : "paymentSmall")}</p>
          {mayAsk ? (
            <>
              <p>
                <button
                  type="button"
                  className="button"
                  aria-disabled={submit.state.kind === "running"}
                  onClick={() => void submit.run(null)}
                >
                  {say("submit", values)}
                </button>
              </p>
              <DraftActs of={of} path={path} />
            </>
          ) : (
            <p className="muted">{say("submitOnly")}</p>
          )}
        </div>
      )}
      <ActNotes of={submit} />
    </>
  );
};

/** Changing a draft, or taking it away after one more question. */
const DraftActs = ({ of, path }: { readonly of: Payment; readonly path: PaymentPath }) => {
  const say = useSay(MONEY);
  const navigate = useNavigate();
  const { language } = useReader();
  const base = `/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}/money`;
  const remove = useAct({
    perform: async (version: number, key) => {
      accomplished(
        await openApi.POST(
          "/enterprises/{enterpriseId}/campaigns/{campaignId}/payments/{paymentId}/discard",
          {
            params: { path, header: { ...key, "if-match": `"${version}"` } },
          },
        ),
      );
      // away first: what is stale afterwards is then the list, not the draft that is gone
      await navigate({ to: base });
    },
    stale: [campaignKey(path)],
    voice: MONEY,
    done: say("draftDeleted"),
  });
  return (
    <>
      <p>
        <Link className="button quiet" to={`${base}/payments/${of.id}/edit`}>
          {say("editDraft")}
        </Link>
      </p>
      <details>
        <summary>{say("deleteOpen")}</summary>
        <div className="stack">
          <p>{say("deleteText")}</p>
          <p>
            <button
              type="button"
              className="button danger"
              aria-disabled={remove.state.kind === "running"}
              onClick={() => void remove.run(of.version)}
            >
              {say("deleteDraft", { amount: moneyText(of.amount, language) })}
            </button>
          </p>
          <ActNotes of={remove} />
        </div>
      </details>
    </>
  );
};

const TONES: Readonly<Partial<Record<Payment["status"], "danger" | "ok">>> = {
  refused: "danger",
  returned: "danger",
  paid: "ok",
};

/** What its state means, and why it was refused or came back. */
const Standing = ({ of: { status, reason } }: { readonly of: Payment }) => {
  const say = useSay(MONEY);
  if (status === "draft") return null;
  return (
    <Note tone={TONES[status] ?? "info"}>
      <p>{say(`about_payment_${status}`)}</p>
      {reason === undefined ? null : (
        <p>
          <strong>{say("because")}:</strong> <Because reason={reason} />
        </p>
      )}
    </Note>
  );
};

/** One payment request: whom it pays and for what, where it stands, and asking for it. */
export const PaymentScreen = () => {
  const say = useSay(MONEY);
  const { language } = useReader();
  const campaignPath = useCampaignPath();
  const { paymentId = "" } = useParams({ strict: false });
  const path = { ...campaignPath, paymentId };
  const campaign = useCampaign(campaignPath);
  const payment = usePayment(path);
  const base = `/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}/money`;
  return (
    <div className="stack">
      <p className="small">
        <Link to={base}>{say("backToMoney")}</Link>
      </p>
      <Loaded query={campaign}>
        {({ terms }) => (
          <Loaded query={payment} lines={8}>
            {(of) => (
              <div className="stack">
                <div className="row">
                  <h2>
                    {say("paymentTo", {
                      amount: moneyText(of.amount, language),
                      payee: of.payee?.name ?? say("toOwnAccount"),
                    })}
                  </h2>
                  <PaymentTag status={of.status} />
                </div>
                <Standing of={of} />
                <PaymentFacts of={of} terms={terms} />
                <Submit of={of} path={path} />
              </div>
            )}
          </Loaded>
        )}
      </Loaded>
    </div>
  );
};
