import { Link } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import type { Task } from "./campaign-data.ts";
import { CodeWord } from "./code-word.tsx";
import { EDITOR } from "./editor/editor-messages.ts";
import { sectionOf } from "./editor/sections.ts";

/** Where a task is, in words: the part, and which entry of it. */
const Place = ({ pointer }: { readonly pointer: string }) => {
  const say = useSay(EDITOR);
  const [, field = "", index] = pointer.split("/");
  const at = index === undefined ? Number.NaN : Number(index);
  return (
    <>
      <CodeWord voice={EDITOR} prefix="field_" code={field} />
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
        <CodeWord voice={EDITOR} prefix="task_" code={code} />
      </li>
    ))}
  </ul>
);
