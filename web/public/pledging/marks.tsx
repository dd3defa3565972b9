import type { ReactNode } from "react";
import type { Language } from "../../messages/say.ts";
import { written } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import type { Campaign } from "./basket.ts";

/** Something to copy as it is: one click takes all of it. */
export const copied = (text: string): ReactNode => <code className="copy">{text}</code>;

/** A moment. */
export const moment = (at: string): ReactNode => <Time at={at} />;

/** A campaign's title in the language it is written in. */
export function titleIn(campaign: Campaign | undefined, language: Language): ReactNode {
  if (campaign === undefined) return "–";
  const { text, lang } = written(campaign.title, language);
  return <span lang={lang}>{text}</span>;
}
