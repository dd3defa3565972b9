import { Link } from "@tanstack/react-router";
import { Said } from "../../../ui/campaign/presale-preview.tsx";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money } from "../../../ui/money.tsx";
import { TableBox } from "../../../ui/parts.tsx";
import { countryText, Time } from "../../../ui/time.tsx";
import type { Terms } from "./campaign-data.ts";
import { CAMPAIGN } from "./campaign-messages.ts";
import { EDITOR } from "./editor/editor-messages.ts";

/** Each part of the terms with its answer, and the way to change it. */
export const AnswerTable = ({ terms, base }: { readonly terms: Terms; readonly base: string }) => {
  const say = useSay(CAMPAIGN);
  const sayField = useSay(EDITOR);
  const { language } = useReader();
  const { place, deadline, minGoal, hardCap, category } = terms;
  const count = (list: readonly unknown[] | undefined) => say("entries", { count: list?.length ?? 0 });
  const rows = [
    ["basics", sayField("title"), <Said key="a" text={terms.title} />],
    ["basics", sayField("summary"), <Said key="a" text={terms.summary} />],
    [
      "basics",
      sayField("category"),
      category === undefined ? (
        say("open")
      ) : (
        <CodeWord key="a" voice={EDITOR} group="category" code={category} />
      ),
    ],
    ["basics", sayField("place"), place === undefined ? say("open") : countryText(place.country, language)],
    ["tiers", sayField("section_tiers"), count(terms.tiers)],
    ["addOns", sayField("section_addOns"), count(terms.addOns)],
    ["shipping", sayField("section_shipping"), count(terms.shippingZones)],
    ["spending", sayField("section_spending"), count(terms.spendingPlan)],
    ["tranches", sayField("section_tranches"), count(terms.tranches)],
    ["goal", sayField("minGoal"), minGoal === undefined ? say("open") : <Money key="a" value={minGoal} />],
    ["goal", sayField("hardCap"), hardCap === undefined ? say("open") : <Money key="a" value={hardCap} />],
    ["goal", sayField("deadline"), deadline === undefined ? say("open") : <Time key="a" at={deadline} />],
    ["risks", sayField("section_risks"), count(terms.risks)],
    ["faq", sayField("section_faq"), count(terms.faq)],
    ["team", sayField("section_team"), count(terms.team)],
    ["media", sayField("section_media"), count(terms.media)],
  ] as const;
  return (
    <TableBox label={say("checkTitle")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("section")}</th>
            <th scope="col">{say("answer")}</th>
            <th scope="col">
              <span className="away">{say("change")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([section, label, answer]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{answer}</td>
              <td className="right">
                <Link to={`${base}/edit`} search={{ section }}>
                  {say("change")}
                  <span className="away"> {label}</span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
};
