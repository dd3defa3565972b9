import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useReader, useSay } from "../../ui/language.tsx";
import { Empty, Pairs } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { bankApi } from "../api.ts";
import { StateTag, Word } from "../operations/board-parts.tsx";
import { ActNotes } from "../parts/act-notes.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { BANK, bankWord } from "./bank-messages.ts";

const read = async (deliveryId: string) =>
  granted(await bankApi.GET("/deliveries/{deliveryId}", { params: { path: { deliveryId } } }));
type Delivery = Awaited<ReturnType<typeof read>>;

const Attempt = ({ attempt }: { readonly attempt: Delivery["log"][number] }) => {
  const say = useSay(BANK);
  const { outcome } = attempt;
  const measured = [
    outcome.status === undefined ? [] : [`HTTP ${outcome.status}`],
    outcome.durationMs === undefined ? [] : [`${outcome.durationMs} ms`],
  ].flat();
  return (
    <li className="card stack tight">
      <h3>
        {say("attemptNumber", { number: attempt.number })}: <Word of="outcome" code={outcome.kind} />
      </h3>
      <p className="small muted">
        <Time at={attempt.at} /> {measured.length === 0 ? "" : `· ${measured.join(" · ")}`}
      </p>
      {outcome.reason === undefined ? null : (
        <p>
          <Word of="reason" code={outcome.reason} />
        </p>
      )}
      <details>
        <summary>{say("requestAndAnswer")}</summary>
        <pre className="bank-code">
          {Object.entries(attempt.requestHeaders)
            .map(([name, value]) => `${name}: ${value}`)
            .join("\n")}
        </pre>
        {outcome.body === undefined ? null : <pre className="bank-code">{outcome.body}</pre>}
      </details>
    </li>
  );
};

const Replay = ({ delivery }: { readonly delivery: Delivery }) => {
  const say = useSay(BANK);
  const act = useAct({
    perform: async (_: undefined, header) =>
      granted(
        await bankApi.POST("/deliveries/{deliveryId}/replay", {
          params: { path: { deliveryId: delivery.id }, header },
        }),
      ),
    stale: [["bank-delivery", delivery.id], ["bank-deliveries"]],
  });
  return (
    <div className="stack">
      <p className="small muted">{say("replayNote")}</p>
      <div>
        <button
          type="button"
          className="button"
          disabled={act.state.kind === "running"}
          onClick={() => void act.run(undefined)}
        >
          {say("replay")}
        </button>
      </div>
      <ActNotes state={act.state} done={say("replayed")} />
    </div>
  );
};

/** One message on its way to one endpoint: every attempt, and sending it again. */
export const DeliveryScreen = () => {
  const say = useSay(BANK);
  const { language } = useReader();
  const { deliveryId = "" } = useParams({ strict: false });
  const query = useQuery({ queryKey: ["bank-delivery", deliveryId], queryFn: () => read(deliveryId) });
  return (
    <Loaded query={query} lines={10}>
      {(one) => (
        <div className="stack">
          <ScreenHead title={bankWord("event", one.type, language)} lead={<code>{one.messageId}</code>}>
            <StateTag of="delivery" state={one.status} />
          </ScreenHead>
          <div className="card stack">
            <Pairs
              items={[
                [say("type"), <code key="t">{one.type}</code>],
                [say("object"), <code key="o">{one.objectId}</code>],
                [say("sequence"), one.sequence],
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
            <Replay delivery={one} />
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
