import { granted } from "@firstlot/sdk/client";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { TextArea } from "../../../ui/field.tsx";
import { useReader, useSay, written } from "../../../ui/language.tsx";
import { Money } from "../../../ui/money.tsx";
import { Note, Pairs, Tag } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { useAct } from "../../act.tsx";
import { staffApi } from "../../api.ts";
import { useMe } from "../../me.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { formText } from "../../parts/form-text.ts";
import { Loaded } from "../../parts/problem.tsx";
import { type StaffCampaign, useCampaign, useEnterprise } from "../review-data.ts";
import { REVIEW, useWords } from "../review-messages.ts";

const CANCELLABLE = new Set(["live", "paused", "closing", "funded"]);

const Acts = ({ of, title }: { readonly of: StaffCampaign; readonly title: string }) => {
  const say = useSay(REVIEW);
  const me = useMe();
  const stale = [["campaign", of.id], ["cancellable"]];
  const params = { path: { campaignId: of.id } };
  const request = useAct({
    perform: async (body: { reason: string }, header) =>
      granted(
        await staffApi.POST("/campaigns/{campaignId}/request-cancellation", {
          params: { ...params, header },
          body,
        }),
      ),
    stale,
    done: say("cancelRequested"),
  });
  const confirm = useAct({
    perform: async (_: object, header) =>
      granted(
        await staffApi.POST("/campaigns/{campaignId}/confirm-cancellation", {
          params: { ...params, header },
        }),
      ),
    stale,
    done: say("cancelConfirmed"),
  });
  const { cancelRequest, status } = of;
  const notes = (
    <>
      <ActNotes of={request} />
      <ActNotes of={confirm} />
    </>
  );
  if (!CANCELLABLE.has(status))
    return (
      <>
        <p className="muted">{say("cancelNotPossible")}</p>
        {notes}
      </>
    );
  if (!(me?.staffRoles.includes("approver") ?? false))
    return <p className="muted">{say("cancelApprovers")}</p>;
  if (cancelRequest === undefined)
    return (
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void request.run({ reason: formText(new FormData(event.currentTarget), "reason") });
        }}
      >
        <p>{say("cancelWhat")}</p>
        <TextArea
          name="reason"
          label={say("cancelReason")}
          hint={say("cancelReasonHint")}
          required
          maxLength={500}
        />
        <p className="muted small">{say("stepUpNeeded")}</p>
        <p>
          <button type="submit" className="button danger" aria-disabled={request.state.kind === "running"}>
            {say("cancelRequest", { title })}
          </button>
        </p>
        {notes}
      </form>
    );
  return (
    <div className="stack">
      <Note tone="warn" title={say("cancelAsked")}>
        <p>{cancelRequest.reason}</p>
        <p>
          {cancelRequest.by === me?.userId
            ? say("byYou")
            : say("byApproverId", { id: cancelRequest.by.slice(-4) })}{" "}
          · <Time at={cancelRequest.at} />
        </p>
      </Note>
      {cancelRequest.by === me?.userId ? (
        <p>{say("cancelSecondNeeded")}</p>
      ) : (
        <>
          <p>{say("cancelWhat")}</p>
          <p className="muted small">{say("stepUpNeeded")}</p>
          <p>
            <button
              type="button"
              className="button danger"
              aria-disabled={confirm.state.kind === "running"}
              onClick={() => void confirm.run({})}
            >
              {say("cancelConfirm", { title })}
            </button>
          </p>
        </>
      )}
      {notes}
    </div>
  );
};

/** A campaign that two approvers may cancel: one asks with a reason, another decides. */
export const CancelCampaign = () => {
  const say = useSay(REVIEW);
  const { language } = useReader();
  const { word } = useWords();
  const { enterpriseId = "", campaignId = "" } = useParams({ strict: false });
  const enterprise = useEnterprise(enterpriseId).data;
  const query = useCampaign(enterpriseId, campaignId);
  return (
    <Loaded isScreen query={query} lines={8}>
      {(campaign) => {
        const title =
          campaign.terms.title === undefined ? say("untitled") : written(campaign.terms.title, language).text;
        const items: (readonly [ReactNode, ReactNode])[] = [
          [say("enterprise"), enterprise?.profile.legalName ?? "–"],
          ...(campaign.terms.minGoal === undefined
            ? []
            : [[say("goal"), <Money key="goal" value={campaign.terms.minGoal} />] as const]),
          ...(campaign.raised === undefined
            ? []
            : [[say("raised"), <Money key="raised" value={campaign.raised} />] as const]),
          ...(campaign.publishedAt === undefined
            ? []
            : [[say("published"), <Time key="published" at={campaign.publishedAt} />] as const]),
          ...(campaign.closesAt === undefined
            ? []
            : [[say("deadline"), <Time key="closes" at={campaign.closesAt} />] as const]),
          [say("campaignId"), <code key="id">{campaign.id}</code>],
        ];
        return (
          <>
            <header className="stack tight case-head">
              <p className="small">
                <Link to="/app/review/cancellations">{say("backToCancellations")}</Link>
              </p>
              <h1>{title}</h1>
              <p>
                <Tag>{word("campaign", campaign.status)}</Tag>
              </p>
            </header>
            <div className="two">
              <Pairs items={items} />
              <aside className="card stack">
                <h2>{say("cancelTitle")}</h2>
                <Acts of={campaign} title={title} />
              </aside>
            </div>
          </>
        );
      }}
    </Loaded>
  );
};
