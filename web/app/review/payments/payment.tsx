import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useReader, useSay, written } from "../../../ui/language.tsx";
import { Money } from "../../../ui/money.tsx";
import { Pairs, Tag } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { EvidenceViewer } from "../evidence-viewer.tsx";
import { useCampaign, useEnterprise, useEvidence } from "../review-data.ts";
import { REVIEW, useWords } from "../review-messages.ts";
import { PaymentActs } from "./payment-acts.tsx";
import { type Payment, paymentKey, readPayment } from "./payment-data.ts";

const Invoice = ({ of }: { readonly of: Payment }) => {
  const say = useSay(REVIEW);
  const files = useEvidence(of.enterpriseId).data;
  const file = files?.find(({ id }) => id === of.invoiceEvidenceId);
  return (
    <section className="stack" aria-labelledby="invoice-title">
      <h2 id="invoice-title">{say("invoice")}</h2>
      {file === undefined ? (
        <p className="muted">{say(of.invoiceEvidenceId === undefined ? "noInvoice" : "invoiceGone")}</p>
      ) : (
        <>
          <Pairs
            items={[
              [say("fileName"), file.fileName],
              [say("handedIn"), <Time key="at" at={file.createdAt} />],
              ["SHA-256", <code key="hash">{file.sha256}</code>],
            ]}
          />
          <EvidenceViewer enterpriseId={of.enterpriseId} file={file} />
        </>
      )}
    </section>
  );
};

const PaymentFacts = ({ of }: { readonly of: Payment }) => {
  const say = useSay(REVIEW);
  const { language } = useReader();
  const enterprise = useEnterprise(of.enterpriseId).data;
  const campaign = useCampaign(of.enterpriseId, of.campaignId).data;
  const line = campaign?.terms.spendingPlan?.find(({ id }) => id === of.lineId);
  const title = campaign?.terms.title === undefined ? undefined : written(campaign.terms.title, language);
  const purpose = line === undefined ? undefined : written(line.purpose, language);
  const items: (readonly [ReactNode, ReactNode])[] = [
    [say("payee"), of.payee?.name ?? "–"],
    [say("account"), of.payee === undefined ? "–" : <code key="account">{of.payee.account}</code>],
    [say("amount"), <Money key="amount" value={of.amount} />],
    [say("purpose"), purpose === undefined ? "–" : purpose.text],
    ...(line === undefined ? [] : [[say("planned"), <Money key="planned" value={line.amount} />] as const]),
    [say("campaign"), title === undefined ? "–" : title.text],
    [say("enterprise"), enterprise?.profile.legalName ?? "–"],
    ...(of.note === undefined ? [] : [[say("enterpriseNote"), of.note] as const]),
    ...(of.requestedAt === undefined
      ? []
      : [[say("requestedAt"), <Time key="at" at={of.requestedAt} />] as const]),
    ...(of.reason === undefined ? [] : [[say("refusedBecause"), of.reason] as const]),
    [say("paymentId"), <code key="id">{of.id}</code>],
  ];
  return <Pairs items={items} />;
};

/** A payment request: what it is for, its invoice, and the two persons' decision. */
export const PaymentScreen = () => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const { paymentId = "" } = useParams({ strict: false });
  const query = useQuery({ queryKey: paymentKey(paymentId), queryFn: () => readPayment(paymentId) });
  return (
    <Loaded isScreen query={query} lines={10}>
      {(payment) => (
        <>
          <header className="stack tight case-head">
            <p className="small">
              <Link to="/app/review/payments">{say("backToPayments")}</Link>
            </p>
            <h1>{say("paymentTo", { name: payment.payee?.name ?? "–" })}</h1>
            <p className="row">
              <Tag
                tone={
                  payment.status === "refused" ? "danger" : payment.status === "requested" ? "info" : "ok"
                }
              >
                {word("payment", payment.status)}
              </Tag>
              <Money value={payment.amount} />
            </p>
          </header>
          <div className="two">
            <div className="stack wide">
              <PaymentFacts of={payment} />
              <Invoice of={payment} />
            </div>
            <aside className="card stack">
              <h2>{say("decision")}</h2>
              <PaymentActs of={payment} />
            </aside>
          </div>
        </>
      )}
    </Loaded>
  );
};
