import { useSay } from "../../ui/language.tsx";
import { PLEDGING } from "./pledging-messages.ts";

/** Between the last button and the reservation: who is it? What was filled in waits. */
export const SignInPage = (props: {
  readonly back: string;
  readonly title: string;
  readonly text: string;
}) => {
  const say = useSay(PLEDGING);
  const back = encodeURIComponent(props.back);
  return (
    <div className="stack narrow">
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      <div className="row">
        <a className="button" href={`/signin?return=${back}`}>
          {say("signIn")}
        </a>
        <a className="button quiet" href={`/signup?return=${back}`}>
          {say("signUp")}
        </a>
      </div>
    </div>
  );
};

/** The campaign takes no pledges now: why, and where to go on. */
export const ClosedPage = (props: { readonly campaignId: string; readonly text: string }) => {
  const say = useSay(PLEDGING);
  return (
    <div className="stack narrow">
      <h1>{say("closedTitle")}</h1>
      <p>{props.text}</p>
      <div className="row">
        <a className="button" href={`/campaigns/${props.campaignId}`}>
          {say("backToCampaign")}
        </a>
        <a className="button quiet" href="/explore">
          {say("explore")}
        </a>
      </div>
    </div>
  );
};
