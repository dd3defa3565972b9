import { useSay } from "../../ui/language.tsx";
import type { Visit } from "../visit.ts";
import { NOTICES } from "./notices-messages.ts";

/** How many notices are unread, beside the word in the bar; nothing when there is none. */
export const Bell = ({ visit }: { readonly visit: Pick<Visit, "unread"> }) => {
  const say = useSay(NOTICES);
  const { unread } = visit;
  if (unread === undefined || unread.unread === 0) return null;
  return (
    <span className="bell">
      <span aria-hidden="true">
        {unread.unread}
        {unread.more ? "+" : ""}
      </span>
      <span className="away">{say("unreadCount", { unread: unread.unread })}</span>
    </span>
  );
};
