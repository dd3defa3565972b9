import { granted } from "@firstlot/sdk/client";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { TextField } from "../../../ui/field.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { type Act, useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { useQuestion } from "../../parts/question.ts";
import { type Campaign, type CampaignPath, campaignKey, campaignsKey } from "./campaign-data.ts";
import { CAMPAIGN } from "./campaign-messages.ts";
import { instantOf } from "./local-time.ts";

const useStale = (path: CampaignPath) => [campaignKey(path), campaignsKey(path.enterpriseId)];

/** A button that asks once more, in place, before something is given up. */
const Confirmed = (props: { readonly label: string; readonly text: string; readonly act: Act<null> }) => {
  const say = useSay(CAMPAIGN);
  const { isOpen, ask, leave, takesFocus } = useQuestion();
  if (!isOpen)
    return (
      <button type="button" className="button quiet" ref={takesFocus} onClick={ask}>
        {props.label}
      </button>
    );
  return (
    <fieldset className="card stack" tabIndex={-1} ref={takesFocus}>
      <legend className="away">{props.label}</legend>
      <p>{props.text}</p>
      <div className="row">
        <button
          type="button"
          className="button danger"
          aria-disabled={props.act.state.kind === "running"}
          onClick={() => void props.act.run(null)}
        >
          {props.label}
        </button>
        <button type="button" className="button quiet" onClick={leave}>
          {say("keep")}
        </button>
      </div>
      <ActNotes of={props.act} />
    </fieldset>
  );
};

const Copy = ({ path }: { readonly path: CampaignPath }) => {
  const say = useSay(CAMPAIGN);
  const navigate = useNavigate();
  const copy = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/copy", {
          params: { path, header: key },
        }),
      ),
    stale: useStale(path),
    onDone: ({ id }) => navigate({ to: `/app/enterprise/${path.enterpriseId}/campaigns/${id}/edit` }),
    done: say("copied"),
  });
  return (
    <>
      <button
        type="button"
        className="button quiet"
        aria-disabled={copy.state.kind === "running"}
        onClick={() => void copy.run(null)}
      >
        {say("copy")}
      </button>
      <ActNotes of={copy} />
    </>
  );
};

const Publish = ({ path }: { readonly path: CampaignPath }) => {
  const say = useSay(CAMPAIGN);
  const { zone } = useReader();
  const stale = useStale(path);
  const publish = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/publish", {
          params: { path, header: key },
        }),
      ),
    stale,
    done: say("publishedNow"),
  });
  const schedule = useAct({
    perform: async (publishAt: string, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/schedule", {
          params: { path, header: key },
          body: { publishAt },
        }),
      ),
    stale,
    done: say("scheduled"),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const at = instantOf(String(new FormData(event.currentTarget).get("publishAt") ?? ""), zone);
    if (at !== undefined) void schedule.run(at);
  };
  return (
    <div className="card stack">
      <h3>{say("publishTitle")}</h3>
      <p>{say("publishText")}</p>
      <div className="row">
        <button
          type="button"
          className="button"
          aria-disabled={publish.state.kind === "running"}
          onClick={() => void publish.run(null)}
        >
          {say("publishNow")}
        </button>
      </div>
      <ActNotes of={publish} />
      <form className="row top" onSubmit={submit}>
        <TextField
          name="publishAt"
          type="datetime-local"
          label={say("scheduleFor")}
          hint={say("inZone", { zone })}
          required
        />
        <button type="submit" className="button quiet" aria-disabled={schedule.state.kind === "running"}>
          {say("schedule")}
        </button>
      </form>
      <ActNotes of={schedule} />
    </div>
  );
};

const BEFORE_PUBLICATION = ["submitted", "in_review", "changes_requested", "approved", "scheduled"];

/** What a member may do with a campaign in its state, besides writing and money. */
export const StateActs = (props: {
  readonly campaign: Campaign;
  readonly path: CampaignPath;
  readonly role: string | undefined;
}) => {
  const say = useSay(CAMPAIGN);
  const { campaign, path, role } = props;
  const { status } = campaign;
  const stale = useStale(path);
  const withdraw = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/withdraw", {
          params: { path, header: key },
        }),
      ),
    stale,
    done: say("takenBack"),
  });
  const archive = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/archive", {
          params: { path, header: key },
        }),
      ),
    stale,
    done: say("archived"),
  });
  const isWriter = role === "owner" || role === "editor";
  if (!isWriter) return null;
  return (
    <>
      {status === "approved" ? <Publish path={path} /> : null}
      <div className="row top">
        {role === "owner" && BEFORE_PUBLICATION.includes(status) ? (
          <Confirmed label={say("withdraw")} text={say("withdrawText")} act={withdraw} />
        ) : null}
        {role === "owner" && status === "draft" ? (
          <Confirmed label={say("archive")} text={say("archiveText")} act={archive} />
        ) : null}
        <Copy path={path} />
      </div>
    </>
  );
};
