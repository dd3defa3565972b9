import { Link } from "@tanstack/react-router";
import { useWord } from "../../../ui/code-word.tsx";
import { useReader } from "../../../ui/language.tsx";
import { ONBOARDING } from "./onboarding-messages.ts";
import { sectionOf, type Task } from "./sections.ts";

/** Says what to do about a missing thing; the platform's own words where it is newer than this page. */
function useTaskText(): (task: Task) => string {
  const word = useWord(ONBOARDING);
  const { language } = useReader();
  return ({ pointer, code, detail }) => {
    const last = pointer.split("/").at(-1) ?? "";
    if (code === "upload_document") return word("upload", last);
    const key = code === "fill_in" ? `fill_in_${last}` : code;
    const text = word("task", key);
    return text === key && language === "en" ? detail : text;
  };
}

/** What is missing, each leading to the part where it is written. */
export const TaskLinks = ({ tasks, base }: { readonly tasks: readonly Task[]; readonly base: string }) => {
  const text = useTaskText();
  return (
    <ul>
      {tasks.map((task) => (
        <li key={`${task.pointer} ${task.code}`}>
          <Link to={base} search={{ section: sectionOf(task.pointer) }}>
            {text(task)}
          </Link>
        </li>
      ))}
    </ul>
  );
};
