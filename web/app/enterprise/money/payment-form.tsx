import { granted } from "@firstlot/sdk/client";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { ErrorSummary, SelectField, TextArea, TextField } from "../../../ui/field.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { moneyText } from "../../../ui/money.tsx";
import { Empty } from "../../../ui/parts.tsx";
import { dayText } from "../../../ui/time.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { formText } from "../../parts/form-text.ts";
import { Loaded } from "../../parts/problem.tsx";
import {
  type CampaignPath,
  campaignKey,
  type Terms,
  useCampaign,
  useCampaignPath,
} from "../campaign/campaign-data.ts";
import { UploadForm } from "../evidence/upload-form.tsx";
import { isUsable } from "./evidence-choice.tsx";
import { useFiles } from "./files.ts";
import { type Budget, type Payment, useMayAsk, usePayment, useSettlement } from "./money-data.ts";
import { MONEY } from "./money-messages.ts";
import { draftOf, type Mistake } from "./payment-draft.ts";
import { usePurpose } from "./plan-table.tsx";

const INVOICE = "supplier_invoice";

const SupplierFields = (props: {
  readonly path: CampaignPath;
  /** The draft that is edited. */
  readonly draft?: Payment | undefined;
  readonly errorOf: ErrorOf;
}) => {
  const say = useSay(MONEY);
  const reader = useReader();
  const { path, draft, errorOf } = props;
  const files = useFiles(path.enterpriseId);
  const invoices = files.filter((file) => file.type === INVOICE && isUsable(file));
  const chosen = draft?.invoiceEvidenceId;
  const isListed = chosen === undefined || invoices.some(({ id }) => id === chosen);
  return (
    <>
      <TextField
        name="payeeName"
        label={say("supplierName")}
        hint={say("supplierNameHint")}
        maxLength={70}
        defaultValue={draft?.payee?.name}
        autoComplete="off"
        error={errorOf("payeeName")}
      />
      <TextField
        name="payeeAccount"
        label={say("supplierAccount")}
        hint={say("supplierAccountHint")}
        autoComplete="off"
        defaultValue={draft?.payee?.account}
        spellCheck={false}
        error={errorOf("payeeAccount")}
      />
      <SelectField
        key={isListed ? "listed" : "kept"}
        name="invoice"
        label={say("invoice")}
        hint={say("invoiceHint")}
        options={[
          ["", say("invoiceNone")],
          ...(isListed ? [] : [[chosen, say("invoiceKept")] as const]),
          ...invoices.map(
            ({ id, fileName, createdAt }) => [id, `${fileName} (${dayText(createdAt, reader)})`] as const,
          ),
        ]}
        defaultValue={chosen}
        error={errorOf("invoice")}
      />
    </>
  );
};

type ErrorOf = (field: Mistake["field"]) => string | undefined;

const PAYMENTS = "/enterprises/{enterpriseId}/campaigns/{campaignId}/payments";

const Form = (props: {
  readonly budget: Budget;
  readonly terms: Terms;
  readonly path: CampaignPath;
  /** The draft that is edited; absent: a new one is written. */
  readonly draft?: Payment | undefined;
}) => {
  const { budget, terms, path, draft } = props;
  const say = useSay(MONEY);
  const { language } = useReader();
  const navigate = useNavigate();
  const purposeOf = usePurpose(terms);
  const [lineId, setLine] = useState(draft?.lineId ?? budget.lines[0]?.lineId ?? "");
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  useEffect(() => {
    if (mistakes.length > 0) document.getElementById("error-summary")?.focus();
  }, [mistakes]);
  const line = budget.lines.find((each) => each.lineId === lineId);
  const base = `/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}/money`;
  const write = useAct({
    perform: async (body: ReturnType<typeof draftOf<Budget["free"]>>["draft"], key) =>
      granted(
        draft === undefined
          ? await openApi.POST(PAYMENTS, { params: { path, header: key }, body })
          : await openApi.PUT(`${PAYMENTS}/{paymentId}`, {
              params: {
                path: { ...path, paymentId: draft.id },
                header: { ...key, "if-match": `"${draft.version}"` },
              },
              body,
            }),
      ),
    stale: [campaignKey(path)],
    onDone: ({ id }) => navigate({ to: `${base}/payments/${id}` }),
    voice: MONEY,
    done: say("draftSaved"),
  });
  const textOf = ({ kind, most }: Mistake) =>
    say(`mistake_${kind}`, most === undefined ? {} : { most: moneyText(most, language) });
  const errorOf: ErrorOf = (field) => {
    const found = mistakes.find((mistake) => mistake.field === field);
    return found === undefined ? undefined : textOf(found);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (line === undefined) return;
    const form = new FormData(event.currentTarget);
    const made = draftOf({ line, free: budget.free, text: (name) => formText(form, name) });
    setMistakes(made.mistakes);
    if (made.mistakes.length === 0) void write.run(made.draft);
  };
  return (
    <form
      className="card stack"
      onSubmit={submit}
      onChange={({ currentTarget }) => setLine(formText(new FormData(currentTarget), "line"))}
      noValidate
    >
      <ErrorSummary
        title={say("mistakes")}
        errors={mistakes.map((mistake) => ({ field: mistake.field, text: textOf(mistake) }))}
      />
      <SelectField
        name="line"
        label={say("line")}
        hint={say("lineHint", { free: moneyText(budget.free, language) })}
        defaultValue={lineId}
        options={budget.lines.map(({ lineId: id, remaining }) => [
          id,
          say("lineOption", { purpose: purposeOf(id).text, left: moneyText(remaining, language) }),
        ])}
      />
      {line?.payee === "own_costs" ? (
        <p>{say("ownCostsNote")}</p>
      ) : (
        <SupplierFields path={path} draft={draft} errorOf={errorOf} />
      )}
      <TextField
        name="amount"
        label={say("amountIn", { currency: budget.free.currency })}
        hint={say("amountHint", { limit: moneyText(budget.reviewAbove, language) })}
        inputMode="decimal"
        defaultValue={draft?.amount.amount}
        autoComplete="off"
        error={errorOf("amount")}
      />
      <TextArea
        name="note"
        label={say("note")}
        hint={say("noteHint")}
        maxLength={500}
        defaultValue={draft?.note}
      />
      <p className="row">
        <button type="submit" className="button" aria-disabled={write.state.kind === "running"}>
          {say(draft === undefined ? "writeDown" : "saveDraft")}
        </button>
        {draft === undefined ? null : (
          <Link className="button quiet" to={`${base}/payments/${draft.id}`}>
            {say("leaveDraft")}
          </Link>
        )}
      </p>
      <ActNotes of={write} />
    </form>
  );
};

interface PaperProps {
  readonly title: string;
  readonly lead: string;
  readonly draft?: Payment | undefined;
}

/** The form with what it needs of the plan and the account. */
const Paper = ({ title, lead, draft }: PaperProps) => {
  const say = useSay(MONEY);
  const path = useCampaignPath();
  const campaign = useCampaign(path);
  const settlement = useSettlement(path);
  const mayAsk = useMayAsk(path.enterpriseId);
  const base = `/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}/money`;
  return (
    <div className="stack">
      <p className="small">
        <Link to={base}>{say("backToMoney")}</Link>
      </p>
      <h2>{title}</h2>
      <p className="muted">{lead}</p>
      <Loaded query={campaign}>
        {({ terms }) => (
          <Loaded query={settlement} lines={8}>
            {(found) =>
              found?.budget === undefined ? (
                <Empty title={say("notYetTitle")}>
                  <p>{say("notYetText")}</p>
                </Empty>
              ) : mayAsk ? (
                <>
                  <Form budget={found.budget} terms={terms} path={path} draft={draft} />
                  <details>
                    <summary>{say("upload")}</summary>
                    <UploadForm enterpriseId={path.enterpriseId} types={[INVOICE]} onSent={() => undefined} />
                  </details>
                </>
              ) : (
                <p>{say("submitOnly")}</p>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </div>
  );
};

/** Writes a payment request down: whom it pays, for which line of the plan, against which invoice. */
export const PaymentForm = () => {
  const say = useSay(MONEY);
  return <Paper title={say("newTitle")} lead={say("newLead")} />;
};

/** Writes a draft anew; one that was asked for meanwhile says so. */
export const PaymentDraftForm = () => {
  const say = useSay(MONEY);
  const campaignPath = useCampaignPath();
  const { paymentId = "" } = useParams({ strict: false });
  const payment = usePayment({ ...campaignPath, paymentId });
  const base = `/app/enterprise/${campaignPath.enterpriseId}/campaigns/${campaignPath.campaignId}/money`;
  return (
    <Loaded query={payment} lines={8}>
      {(draft) =>
        draft.status === "draft" ? (
          <Paper title={say("editTitle")} lead={say("editLead")} draft={draft} />
        ) : (
          <Empty title={say("noDraftTitle")}>
            <p>{say("noDraftText")}</p>
            <p>
              <Link to={`${base}/payments/${paymentId}`}>{say("toPayment")}</Link>
            </p>
          </Empty>
        )
      }
    </Loaded>
  );
};
