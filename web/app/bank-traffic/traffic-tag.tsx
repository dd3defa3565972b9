import { StateTag, type Tones } from "../parts/state-tag.tsx";
import { TRAFFIC } from "./traffic-messages.ts";

const TONES: Tones = {
  created: "info",
  held: "warn",
  sent: "info",
  accepted: "info",
  unknown: "warn",
  settled: "ok",
  rejected: "danger",
  returned: "danger",
  active: "ok",
  paused: "warn",
  failing: "danger",
  disabled: "danger",
  pending: "info",
  delivered: "ok",
  exhausted: "danger",
};

/** The state of an instruction, an endpoint or a delivery. */
export const TrafficTag = (props: {
  readonly group: "instruction" | "endpoint" | "delivery";
  readonly state: string;
}) => <StateTag voice={TRAFFIC} tones={TONES} {...props} />;
