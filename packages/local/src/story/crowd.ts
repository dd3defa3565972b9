import { signUp } from "../identity-provider/sign-up.ts";
import { DEMO_PASSWORD, demoBackers } from "../platform/demo-people.ts";
import type { Payer } from "./backer-acts.ts";
import type { Caller } from "./caller.ts";
import type { Group, PresaleSize } from "./presale-size.ts";
import type { Stage } from "./stage.ts";

/** So many of them open their accounts over the real pages; the others are demo users. */
const SIGN_UPS = 3;

/** Somebody who backs campaigns. */
export interface Backer {
  readonly name: string;
  readonly email: string;
  readonly caller: Caller;
  readonly payer: Payer;
  readonly group: Group;
}

/** Runs over a list, so many at a time, and keeps the order of the answers. */
export async function together<T, R>(
  list: readonly T[],
  atOnce: number,
  act: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const run = async () => {
    for (let i = next++; i < list.length; i = next++) {
      const one = list[i];
      if (one !== undefined) answers[i] = await act(one, i);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, run));
  return answers;
}

/** Opens an account over the pages of the identity provider and the mailed link. */
export const signedUp = (stage: Stage, email: string, name: string): Promise<void> =>
  signUp({
    issuer: stage.place.issuer,
    mailboxUrl: stage.place.origin,
    email,
    name,
    password: DEMO_PASSWORD,
  });

const accountOf = (i: number): string => `DE75512108${String(1_000_000_000 + i * 7 + 1)}99`;

/** Those who back the main campaign, in the order of their groups. */
export async function gatherCrowd(stage: Stage, size: PresaleSize): Promise<readonly Backer[]> {
  const groups = size.groups.flatMap(([group, count]) => Array.from({ length: count }, () => group));
  const people = demoBackers(groups.length);
  return together(groups, SIGN_UPS, async (group, i) => {
    const isNew = i < SIGN_UPS;
    const email = isNew ? `newcomer-${i + 1}@story.example` : (people[i]?.email ?? "");
    const name = isNew ? `Newcomer ${i + 1}` : (people[i]?.name ?? "");
    if (isNew) await signedUp(stage, email, name);
    return { name, email, caller: stage.person({ email }), payer: { name, account: accountOf(i) }, group };
  });
}

/** The members of one group. */
export const of = (crowd: readonly Backer[], ...groups: readonly Group[]): readonly Backer[] =>
  crowd.filter(({ group }) => groups.includes(group));
