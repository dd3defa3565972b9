import { z } from "zod";
import { DEMO_PASSWORD, DEMO_STAFF } from "../platform/demo-people.ts";
import { Caller } from "./caller.ts";

export const PUBLIC = "/api/public/v1";
export const STAFF = "/api/backoffice/v1";

/** What nearly every answer has. */
export const withId = z.looseObject({ id: z.string(), version: z.int(), status: z.string() });
/** What an application or a submission answers: the case that was opened. */
export const caseOf = z.looseObject({ caseId: z.string() });
export const moneyText = z.looseObject({ amount: z.string(), currency: z.string() });

const ran = z.looseObject({ now: z.string(), ranInAll: z.int() });

/** Where a platform is. */
export interface Place {
  readonly origin: string;
  readonly issuer: string;
  readonly bankUrl: string;
}

/** Who somebody is at the identity provider. */
export interface Someone {
  readonly email: string;
  readonly totpSecret?: string | undefined;
}

/** A platform as a story plays on it: its staff, its bank, its clock, and a voice. */
export class Stage {
  readonly place: Place;
  readonly anyone: Caller;
  readonly bank: Caller;
  readonly analyst: Caller;
  readonly approver: Caller;
  readonly operator: Caller;
  readonly #print: (line: string) => void;
  readonly #began = Date.now();
  readonly #told: (readonly [time: string, text: string])[] = [];
  #now = "";

  constructor(place: Place, print: (line: string) => void) {
    this.place = place;
    this.#print = print;
    this.anyone = new Caller(place.origin);
    this.bank = new Caller(place.bankUrl);
    this.analyst = this.steppedUp(DEMO_STAFF.anna.user);
    this.approver = this.steppedUp(DEMO_STAFF.adam.user);
    this.operator = this.steppedUp(DEMO_STAFF.olivia.user);
  }

  /** Somebody with a password. */
  person({ email }: Someone): Caller {
    return new Caller(this.place.origin, { issuer: this.place.issuer, email, password: DEMO_PASSWORD });
  }

  /** Somebody who signs in with a second factor; without a key of their own it is set up at the first sign-in. */
  steppedUp({ email, totpSecret }: Someone): Caller {
    return new Caller(this.place.origin, {
      issuer: this.place.issuer,
      email,
      password: DEMO_PASSWORD,
      totpSecret,
      acr: "mfa",
    });
  }

  /** Says what has just happened: seconds played, business time. */
  tell(text: string): void {
    const seconds = String(Math.round((Date.now() - this.#began) / 1_000)).padStart(4);
    const time = this.#now.slice(0, 16).replace("T", " ");
    this.#told.push([time, text]);
    this.#print(`${seconds} s  ${time.padEnd(16)}  ${text}`);
  }

  /** What was told, by business time: how the story went for those who lived in it. */
  timeline(): readonly (readonly [time: string, text: string])[] {
    return this.#told.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** Prints as it is. */
  print(text: string): void {
    this.#print(text);
  }

  /** Business time now. */
  async now(): Promise<string> {
    const { now } = await this.anyone.do("GET", "/dev/clock", z.looseObject({ now: z.string() }));
    this.#now = now;
    return now;
  }

  /** Lets everything that is due finish. */
  async settle(): Promise<void> {
    const { now } = await this.anyone.do("POST", "/dev/settle", ran);
    this.#now = now;
  }

  /** Moves the clock to an instant, stopping wherever something is due. @returns how many things ran */
  async until(to: string): Promise<number> {
    const { now, ranInAll } = await this.anyone.do("POST", "/dev/clock", ran, { json: { to } });
    this.#now = now;
    return ranInAll;
  }
}

const DAY_MS = 86_400_000;

/** An instant some days (or parts of a day) after another. */
export const daysAfter = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + Math.round(days * DAY_MS)).toISOString();
