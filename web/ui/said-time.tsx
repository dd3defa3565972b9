import { Time } from "./time.tsx";

/** Stands in a sentence for its moment: `say("decidedAt", { time: MOMENT })`. */
export const MOMENT = "\u2063";

/** A sentence with a moment in it, wherever its language puts it. */
export const SaidTime = (props: { readonly text: string } & Parameters<typeof Time>[0]) => {
  const { text, ...time } = props;
  const [before = "", after = ""] = text.split(MOMENT);
  return (
    <>
      {before}
      <Time {...time} />
      {after}
    </>
  );
};
