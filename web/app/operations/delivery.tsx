import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Empty, Pairs } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { StateTag, Word } from "./board-parts.tsx";
import { OPERATIONS } from "./operations-messages.ts";

const read = async (deliveryId: string) =>
  granted(await staffApi.GET("/deliveries/{deliveryId}", { params: { path: { deliveryId } } }));
type Delivery = Awaited<ReturnType<typeof read>>;

const Attempt = ({ attempt }: { readonly attempt: Delivery["log"][number] }) => {
  const say = useSay(OPERATIONS);
  const { outcome } = attempt;
  return (
    <li className="card stack tight">
      <h3 className="row between">
        <span>{say("attemptNumber", { number: attempt.number })}</span>
        <span className="small">
          <Word of="outcome" code={outcome.kind} />
          {outcome.status === undefined ? "" : ` · HTTP ${outcome.status}`}
          {outcome.durationMs === undefined ? "" : ` · ${outcome.durationMs} ms`}
        </span>
      </h3>
      <p className="small muted">
        <Time at={attempt.at} /> · {attempt.url}
      </p>
      {outcome.reason === undefined ? null : (
        <p>
          <Word of="reason" code={outcome.reason} />
        </p>
      )}
      <details>
        <summary>{say("requestAndAnswer")}</summary>
        <Pairs
          items={Object.entries(attempt.requestHeaders).map(([name, value]) => [
            name,
            <code key={name}>{value}</code>,
          ])}
        />
        {outcome.body === undefined ? null : (
          <p>
            <code>{outcome.body}</code>
          </p>
        )}
      </details>
    </li>
  );
};

/** One delivery with each attempt, and sending it again. */
export const DeliveryScreen = () => {
  const say = useSay(OPERATIONS);
  const { partnerId = "", deliveryId = "" } = useParams({ strict: false });
  const query = useQuery({ queryKey: ["delivery", deliveryId], queryFn: () => read(deliveryId) });
  const act = useAct({
    perform: async (_: undefined, header) =>
      granted(
        await staffApi.POST("/partners/{partnerId}/deliveries/{deliveryId}/replay", {
          params: { path: { partnerId, deliveryId }, header },
        }),
      ),
    stale: [["delivery", deliveryId], ["deliveries"]],
  });
  return (
    <Loaded query={query} lines={10}>
      {(one) => (
        <div className="stack">
          <ScreenHead title={one.type} lead={<code>{one.messageId}</code>}>
            <StateTag of="delivery" state={one.status} />
          </ScreenHead>
          <div className="card stack">
            <Pairs
              items={[
                [say("object"), <code key="o">{one.objectId}</code>],
                [say("sequence"), one.sequence],
                [say("attempts"), one.attempts],
                [say("createdAt"), <Time key="c" at={one.createdAt} />],
                [
                  say("deliveredAt"),
                  one.deliveredAt === undefined ? "–" : <Time key="d" at={one.deliveredAt} />,
                ],
                [
                  say("nextAttempt"),
                  one.nextAttemptAt === undefined ? "–" : <Time key="n" at={one.nextAttemptAt} />,
                ],
              ]}
            />
            <p className="small muted">{say("replayNote")}</p>
            <div>
              <button type="button" className="button" onClick={() => void act.run(undefined)}>
                {say("replay")}
              </button>
            </div>
            <ActNotes state={act.state} done={say("acted")} />
          </div>
          <h2>{say("attempts")}</h2>
          {one.log.length === 0 ? (
            <Empty title={say("attemptsEmpty")} />
          ) : (
            <ol className="stack plain">
              {one.log.map((attempt) => (
                <Attempt key={attempt.number} attempt={attempt} />
              ))}
            </ol>
          )}
        </div>
      )}
    </Loaded>
  );
};
