import type { ReactNode } from "react";
import { useSay } from "../../ui/language.tsx";
import { Pairs } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import type { DeskCase } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

/** What identifies the case: for references, and to compare hashes. */
export const CaseFacts = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const { subject, policy } = of;
  const items: (readonly [ReactNode, ReactNode])[] = [
    [say("opened"), <Time key="opened" at={of.openedAt} />],
    [say("policy"), say("policyVersion", { name: word("policy", policy.id), version: policy.version })],
    [say("approvers"), say("approversNeeded", { count: of.approversNeeded })],
    [say("caseId"), <code key="case">{of.id}</code>],
    [say("subjectId"), <code key="subject">{subject.id}</code>],
    ...(subject.id === subject.enterpriseId
      ? []
      : [[say("enterpriseId"), <code key="enterprise">{subject.enterpriseId}</code>] as const]),
  ];
  return (
    <section className="card stack tight" aria-labelledby="facts-title">
      <h2 id="facts-title" className="small">
        {say("facts")}
      </h2>
      <Pairs items={items} />
    </section>
  );
};
