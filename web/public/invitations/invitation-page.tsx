import type { ReactNode } from "react";
import { CodeWord, useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Note, Pairs } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import type { PublicApi, Visit } from "../visit.ts";
import { INVITATIONS } from "./invitations-messages.ts";

/** What the link says of itself. */
export interface InvitationLink {
  readonly invitationId: string;
  readonly token: string;
}

/** What the platform tells to who has the link's token; `undefined` for a link that is none. */
export async function readOffer(api: PublicApi, { invitationId, token }: InvitationLink) {
  const { data } = await api.POST("/invitations/{invitationId}/offer", {
    params: { path: { invitationId } },
    body: { token },
  });
  return data;
}

type Offer = NonNullable<Awaited<ReturnType<typeof readOffer>>>;

/** Who invites to what, in which role, until when. */
const OfferFacts = ({ offer }: { readonly offer: Offer }) => {
  const say = useSay(INVITATIONS);
  return (
    <Pairs
      items={[
        [say("enterprise"), offer.enterprise ?? say("unnamed")],
        ...(offer.invitedBy === undefined ? [] : [[say("invitedBy"), offer.invitedBy] as const]),
        [say("role"), <CodeWord key="role" voice={INVITATIONS} group="role" code={offer.role} />],
        [say("may"), <CodeWord key="may" voice={INVITATIONS} group="may" code={offer.role} />],
        [say("until"), <Time key="until" at={offer.expiresAt} />],
      ]}
    />
  );
};

/** Signing in or up first; both lead back here. */
const SignInFirst = ({ path }: Pick<Visit, "path">) => {
  const say = useSay(INVITATIONS);
  const back = encodeURIComponent(path);
  return (
    <>
      <p>{say("signInText")}</p>
      <div className="row">
        <a className="button" href={`/signin?return=${back}`}>
          {say("signIn")}
        </a>
        <a className="button quiet" href={`/signup?return=${back}`}>
          {say("signUp")}
        </a>
      </div>
    </>
  );
};

const AcceptForm = (props: {
  readonly offer: Offer;
  readonly link: InvitationLink;
  readonly email: string;
  readonly formToken: string;
  readonly actKey: string;
}) => {
  const { offer, link, email, formToken, actKey } = props;
  const say = useSay(INVITATIONS);
  const word = useWord(INVITATIONS);
  const enterprise = offer.enterprise ?? say("unnamed");
  return (
    <form method="post" action={`/invitations/${link.invitationId}`} className="stack">
      <input type="hidden" name="form" value={formToken} />
      <input type="hidden" name="key" value={actKey} />
      <input type="hidden" name="token" value={link.token} />
      <p>{say("signedInAs", { email })}</p>
      <p>
        <button className="button" type="submit">
          {say("accept", { enterprise, role: word("role", offer.role) })}
        </button>
      </p>
      <p className="muted small">{say("declineText")}</p>
    </form>
  );
};

/** Why the link does not work any more, and what to do. */
const Closed = ({ standing, isSignedIn }: { readonly standing: string; readonly isSignedIn: boolean }) => {
  const say = useSay(INVITATIONS);
  const word = useWord(INVITATIONS);
  return (
    <>
      <Note tone="warn" title={word("standing", standing)}>
        <p>{word("next", standing)}</p>
      </Note>
      {standing === "accepted" && isSignedIn ? (
        <p>
          <a className="button" href="/app/enterprise">
            {say("toWorkspace")}
          </a>
        </p>
      ) : null}
    </>
  );
};

/** The page of an invitation: what it offers, and one act; or why there is none. */
export const InvitationPage = (props: {
  readonly visit: Visit;
  readonly link: InvitationLink;
  readonly offer: Offer;
  /** Code of what the platform refused just now. */
  readonly refused?: string | undefined;
  readonly actKey: string;
}): ReactNode => {
  const { visit, link, offer, refused, actKey } = props;
  const say = useSay(INVITATIONS);
  const word = useWord(INVITATIONS);
  const { me, path, formToken } = visit;
  const own = refused === undefined ? undefined : word("problem", refused);
  return (
    <div className="stack narrow">
      <h1>{say("title")}</h1>
      {own === undefined ? null : (
        <Note tone="danger" alert>
          <p>{own === refused ? say("problem_other") : own}</p>
        </Note>
      )}
      <OfferFacts offer={offer} />
      {offer.standing !== "open" ? (
        <Closed standing={offer.standing} isSignedIn={me !== undefined} />
      ) : me === undefined ? (
        <SignInFirst path={path} />
      ) : (
        <AcceptForm {...{ offer, link, formToken, actKey }} email={me.email ?? me.name ?? "–"} />
      )}
    </div>
  );
};

/** A link that is none: not whole, or never sent. */
export const NoInvitation = () => {
  const say = useSay(INVITATIONS);
  return (
    <div className="stack narrow">
      <h1>{say("noneTitle")}</h1>
      <p>{say("noneText")}</p>
    </div>
  );
};
