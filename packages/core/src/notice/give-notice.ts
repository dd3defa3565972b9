import type { Instant } from "../kernel/instant.ts";
import type { Store } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import { type NoticeDraft, noticeOf } from "./notice.ts";
import { noticeRef, putNotice } from "./notice-store.ts";

/**
 * Gives a person a notice, once per cause: the notice and the work that mails it are written together; a cause that
 * comes again finds both there.
 */
export async function giveNotice(
  store: Store,
  cause: string,
  draft: NoticeDraft,
  at: Instant,
): Promise<void> {
  const notice = noticeOf(cause, draft, at);
  await store.commit({
    notice: putNotice(notice),
    mail: putWork({ kind: "notice.mail", ref: noticeRef(notice), dueAt: at, cause: [notice.id] }),
  });
}
