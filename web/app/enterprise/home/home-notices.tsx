import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Tag } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { openApi } from "../../api.ts";
import { Loaded } from "../../parts/problem.tsx";
import { HOME } from "./home-messages.ts";

const NOTICES_SHOWN = 5;

/** The newest notices of the person, which the page of notices has all of. */
export const HomeNotices = () => {
  const say = useSay(HOME);
  const { language } = useReader();
  const notices = useQuery({
    queryKey: ["notices", language],
    queryFn: async () =>
      granted(await openApi.GET("/notices", { params: { query: { limit: NOTICES_SHOWN, language } } })).items,
  });
  return (
    <section className="stack" aria-labelledby="home-notices">
      <div className="row between">
        <h2 id="home-notices">{say("notices")}</h2>
        <a href="/notices">{say("allNotices")}</a>
      </div>
      <Loaded query={notices} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <p className="muted">{say("noNotices")}</p>
          ) : (
            <ul className="plain home-notices">
              {items.map(({ id, subject, at, readAt }) => (
                <li key={id} className="row between">
                  <span>
                    {subject} {readAt === undefined ? <Tag tone="info">{say("new")}</Tag> : null}
                  </span>
                  <span className="muted small">
                    <Time at={at} as="short" />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
};
