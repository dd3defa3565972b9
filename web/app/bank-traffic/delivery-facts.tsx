import { useSay } from "../../ui/language.tsx";
import { Pairs } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { TRAFFIC } from "./traffic-messages.ts";

/** What both sides know of a delivery. */
interface Delivery {
  readonly type: string;
  readonly objectId: string;
  readonly sequence: number;
  readonly createdAt: string;
  readonly deliveredAt?: string | undefined;
  readonly nextAttemptAt?: string | undefined;
}

const timeOrDash = (at: string | undefined) => (at === undefined ? "–" : <Time at={at} />);

/** What a delivery is about and how far it is. */
export const DeliveryFacts = ({ of }: { readonly of: Delivery }) => {
  const say = useSay(TRAFFIC);
  return (
    <Pairs
      items={[
        [say("type"), <code key="t">{of.type}</code>],
        [say("object"), <code key="o">{of.objectId}</code>],
        [say("sequence"), of.sequence],
        [say("createdAt"), <Time key="c" at={of.createdAt} />],
        [say("deliveredAt"), timeOrDash(of.deliveredAt)],
        [say("nextAttempt"), timeOrDash(of.nextAttemptAt)],
      ]}
    />
  );
};
