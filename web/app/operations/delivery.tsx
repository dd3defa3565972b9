import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { Attempts } from "../bank-traffic/attempts.tsx";
import { DeliveryFacts } from "../bank-traffic/delivery-facts.tsx";
import { TRAFFIC } from "../bank-traffic/traffic-messages.ts";
import { TrafficTag } from "../bank-traffic/traffic-tag.tsx";
import { ActNotes } from "../parts/act-notes.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { OPERATIONS } from "./operations-messages.ts";

const read = async (deliveryId: string) =>
  granted(await staffApi.GET("/deliveries/{deliveryId}", { params: { path: { deliveryId } } }));

/** One delivery with each attempt, and sending it again. */
export const DeliveryScreen = () => {
  const say = useSay(OPERATIONS);
  const word = useWord(TRAFFIC);
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
    done: say("acted"),
  });
  return (
    <Loaded isScreen query={query} lines={10}>
      {(one) => (
        <div className="stack">
          <ScreenHead title={word("event", one.type)} lead={<code>{one.messageId}</code>}>
            <TrafficTag group="delivery" state={one.status} />
          </ScreenHead>
          <div className="card stack">
            <DeliveryFacts of={one} />
            <p className="small muted">{say("replayNote")}</p>
            <div>
              <button type="button" className="button" onClick={() => void act.run(undefined)}>
                {say("replay")}
              </button>
            </div>
            <ActNotes of={act} />
          </div>
          <Attempts log={one.log} />
        </div>
      )}
    </Loaded>
  );
};
