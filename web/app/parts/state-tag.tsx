import type { Catalogue, Voice } from "../../messages/say.ts";
import { CodeWord } from "../../ui/code-word.tsx";
import { Tag, type Tone } from "../../ui/parts.tsx";

/** What colour each state has; one that is not there has none. */
export type Tones = Readonly<Record<string, Tone>>;

/** The state of a thing, in a word and a colour. */
export function StateTag<C extends Catalogue>(props: {
  readonly voice: Voice<C>;
  readonly group: string;
  readonly state: string;
  readonly tones: Tones;
}) {
  const { voice, group, state, tones } = props;
  return (
    <Tag tone={tones[state] ?? "neutral"}>
      <CodeWord voice={voice} group={group} code={state} />
    </Tag>
  );
}
