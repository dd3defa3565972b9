import { useSay } from "../../../ui/language.tsx";
import { Pairs } from "../../../ui/parts.tsx";
import { EVIDENCE } from "./evidence-messages.ts";

const PARTS = ["Read", "Kept", "Long", "Seen"] as const;

/** Said before a file is handed in: what is read of it, what is kept, for how long, and who sees it. */
export const WhatIsKept = () => {
  const say = useSay(EVIDENCE);
  return <Pairs items={PARTS.map((part) => [say(`kept${part}`), say(`kept${part}Text`)])} />;
};
