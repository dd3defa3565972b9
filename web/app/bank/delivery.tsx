import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { useAct } from "../act.tsx";
import { bankApi } from "../api.ts";
import { Attempts } from "../bank-traffic/attempts.tsx";
import { DeliveryFacts } from "../bank-traffic/delivery-facts.tsx";
import { TRAFFIC } from "../bank-traffic/traffic-messages.ts";
import { TrafficTag } from "../bank-traffic/traffic-tag.tsx";
import { ActNotes } from "../parts/act-notes.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { BANK } from "./bank-messages.ts";

const read = async (deliveryId: string) =>
  granted(await bankApi.GET("/deliveries/{deliveryId}", { params: { path: { deliveryId } } }));
type Delivery = Awaited<ReturnType<typeof read>>;

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
    done: say("replayed"),
  });
  return (
    <div className="stack">
      <p className="small muted">{say("replayNote")}</p>
      <div>
        <button
          type="button"
          className="button"
          aria-disabled={act.state.kind === "running"}
          onClick={() => void act.run(undefined)}
        >
          {say("replay")}
        </button>
      </div>
      <ActNotes of={act} />
    </div>
  );
};

/** One message on its way to one endpoint: every attempt, and sending it again. */
export const DeliveryScreen = () => {
  const word = useWord(TRAFFIC);
  const { deliveryId = "" } = useParams({ strict: false });
  const query = useQuery({ queryKey: ["bank-delivery", deliveryId], queryFn: () => read(deliveryId) });
  return (
    <Loaded isScreen query={query} lines={10}>
      {(one) => (
        <div className="stack">
          <ScreenHead title={word("event", one.type)} lead={<code>{one.messageId}</code>}>
            <TrafficTag group="delivery" state={one.status} />
          </ScreenHead>
          <div className="card stack">
            <DeliveryFacts of={one} />
            <Replay delivery={one} />
          </div>
          <Attempts log={one.log} />
        </div>
      )}
    </Loaded>
  );
};
