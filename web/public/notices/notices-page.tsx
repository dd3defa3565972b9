import { INTL_LOCALE } from "../../messages/say.ts";
import { useReader, useSay } from "../../ui/language.tsx";
import { Empty, Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import type { PublicApi, Unread, Visit } from "../visit.ts";
import { NOTICES } from "./notices-messages.ts";

/** One page of notices as the platform tells them. */
export async function readNotices(
  api: PublicApi,
  { language, cursor }: { readonly language: Visit["language"]; readonly cursor?: string | undefined },
) {
  return api.GET("/notices", {
    params: { query: { limit: 20, language, ...(cursor === undefined ? {} : { cursor }) } },
  });
}
type NoticePage = NonNullable<Awaited<ReturnType<typeof readNotices>>["data"]>;
type Notice = NoticePage["items"][number];

/** Where what a notice is about is found; `undefined` where it has no page of its own. */
export function subjectPath({ ref, template }: Pick<Notice, "ref" | "template">): string | undefined {
  if (/^plg_\w+$/.test(ref)) return `/pledges/${ref}`;
  if (template.startsWith("endpoint_")) return "/app/operations";
  return /^(cas|cmp|ent|trn)_\w+$/.test(ref) ? "/app/enterprise" : undefined;
}

const INSTANT = /\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC/;

/** A text of a notice; times in it become the reader's own. */
const Told = ({ text }: { readonly text: string }) => {
  const parts = text.split(new RegExp(`(${INSTANT.source})`));
  return (
    <>
      {parts.map((part, at) =>
        INSTANT.test(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
          <Time key={at} at={`${part.slice(0, 10)}T${part.slice(11, 16)}:00.000Z`} />
        ) : (
          part
        ),
      )}
    </>
  );
};

const NoticeCard = ({ notice, formToken, path }: { notice: Notice; formToken: string; path: string }) => {
  const say = useSay(NOTICES);
  const isUnread = notice.readAt === undefined;
  const subject = subjectPath(notice);
  return (
    <li className={isUnread ? "card notice unread" : "card notice"}>
      <article className="stack tight">
        <div className="row between top">
          <h2>
            <Told text={notice.subject} />
          </h2>
          {isUnread ? <Tag tone="brand">{say("unread")}</Tag> : null}
        </div>
        <p className="muted small row">
          <Time at={notice.at} />
          <span>{say(`kind_${notice.kind}`)}</span>
        </p>
        <p>
          <Told text={notice.body} />
        </p>
        <form method="post" action={`/notices/${notice.id}`} className="row">
          <input type="hidden" name="form" value={formToken} />
          <input type="hidden" name="at" value={notice.at} />
          <input type="hidden" name="back" value={path} />
          {subject === undefined ? null : (
            <button className="button small quiet" type="submit" name="to" value={subject}>
              {say("open")}
              <span className="away"> {notice.subject}</span>
            </button>
          )}
          {isUnread ? (
            <button className="link-button" type="submit" name="to" value="">
              {say("markRead")}
              <span className="away"> {notice.subject}</span>
            </button>
          ) : null}
        </form>
      </article>
    </li>
  );
};

/** What the platform told, newest first. */
export const NoticesPage = (props: {
  readonly page: NoticePage;
  readonly unread: Unread | undefined;
  readonly isFirst: boolean;
  readonly formToken: string;
  readonly path: string;
  readonly now: string;
}) => {
  const { page, unread, isFirst, formToken, path, now } = props;
  const say = useSay(NOTICES);
  const { language } = useReader();
  const count = new Intl.NumberFormat(INTL_LOCALE[language]).format(unread?.unread ?? 0);
  return (
    <div className="stack narrow notices">
      <div className="row between">
        <h1>{say("title")}</h1>
        <a href="/notices/preferences">{say("preferences")}</a>
      </div>
      {page.items.length === 0 ? (
        <Empty
          title={say("emptyTitle")}
          act={
            <a className="button quiet" href="/explore">
              {say("explore")}
            </a>
          }
        >
          <p>{say("emptyText")}</p>
        </Empty>
      ) : (
        <>
          {unread === undefined || unread.unread === 0 ? (
            <p className="muted">{say("allRead")}</p>
          ) : (
            <form method="post" action="/notices/read-all" className="row between">
              <input type="hidden" name="form" value={formToken} />
              <input type="hidden" name="upTo" value={now} />
              <span>{say("unreadOf", { count: unread.more ? `${count}+` : count })}</span>
              <button className="button small quiet" type="submit">
                {say("markAllRead")}
              </button>
            </form>
          )}
          <ul className="plain stack tight">
            {page.items.map((notice) => (
              <NoticeCard key={notice.id} {...{ notice, formToken, path }} />
            ))}
          </ul>
          <nav className="row between" aria-label={say("pages")}>
            {isFirst ? <span /> : <a href="/notices">{say("newest")}</a>}
            {page.next === undefined ? null : (
              <a href={`/notices?cursor=${encodeURIComponent(page.next)}`}>{say("older")}</a>
            )}
          </nav>
        </>
      )}
    </div>
  );
};
