import { Link } from "@tanstack/react-router";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import type { Task } from "./campaign-data.ts";
import { EDITOR } from "./editor/editor-messages.ts";
import { sectionOf } from "./editor/sections.ts";

/** Where a task is, in words: the part, and which entry of it. */
const Place = ({ pointer }: { readonly pointer: string }) => {
  const say = useSay(EDITOR);
  const [, field = "", index] = pointer.split("/");
  const at = index === undefined ? Number.NaN : Number(index);
  return (
    <>
      <CodeWord voice={EDITOR} group="field" code={field} />
      {Number.isNaN(at) ? "" : ` ${say("numbered", { at: at + 1 })}`}
    </>
  );
};

/** What is missing before submission, each leading to where it is written. */
export const TaskList = ({ tasks, base }: { readonly tasks: readonly Task[]; readonly base: string }) => (
  <ul>
    {tasks.map(({ pointer, code }) => (
      <li key={`${pointer} ${code}`}>
        <Link to={`${base}/edit`} search={{ section: sectionOf(pointer) }}>
          <Place pointer={pointer} />
        </Link>
        {": "}
        <CodeWord voice={EDITOR} group="task" code={code} />
      </li>
    ))}
  </ul>
);
