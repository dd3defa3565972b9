import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { sayIn } from "../../messages/say.ts";
import { pageHtml } from "../layout.tsx";
import { textOf } from "../pledging/forms.ts";
import { type PagesDeps, type Visit, visitOf } from "../visit.ts";
import { type InvitationLink, InvitationPage, NoInvitation, readOffer } from "./invitation-page.tsx";
import { INVITATIONS } from "./invitations-messages.ts";

const SEE_OTHER = 303;
const NOT_FOUND = 404;
const CONFLICT = 409;

/** The page that the mail of an invitation leads to, and the act of accepting it. */
export function invitationPages(deps: PagesDeps): Hono {
  const show = async (c: Context, visit: Visit, link: InvitationLink, refused?: string) => {
    const say = sayIn(INVITATIONS, visit.language);
    const offer = await readOffer(visit.api, link);
    c.header("Cache-Control", "private, no-store");
    if (offer === undefined)
      return c.html(pageHtml({ visit, head: { title: say("noneTitle") } }, <NoInvitation />), NOT_FOUND);
    const page = pageHtml(
      { visit, head: { title: say("title") } },
      <InvitationPage {...{ visit, link, offer, refused }} actKey={randomUUID()} />,
    );
    return c.html(page, refused === undefined ? 200 : CONFLICT);
  };
  return new Hono()
    .get("/invitations/:invitationId", async (c) =>
      show(c, await visitOf(c, deps), {
        invitationId: c.req.param("invitationId"),
        token: c.req.query("token") ?? "",
      }),
    )
    .post("/invitations/:invitationId", async (c) => {
      const invitationId = c.req.param("invitationId");
      const fields = await c.req.parseBody();
      const token = textOf(fields, "token");
      const path = `/invitations/${invitationId}?token=${encodeURIComponent(token)}`;
      const visit = { ...(await visitOf(c, deps)), path };
      if (visit.me === undefined) return c.redirect(path, SEE_OTHER);
      const { data, error } = await visit.api.POST("/invitations/{invitationId}/accept", {
        params: { path: { invitationId }, header: { "idempotency-key": textOf(fields, "key") } },
        body: { token },
      });
      return data === undefined
        ? show(c, visit, { invitationId, token }, error.code)
        : c.redirect(`/app/enterprise/${data.enterpriseId}`, SEE_OTHER);
    });
}
