import { addMs, DAY_MS, type Instant } from "@firstlot/core/kernel/instant";
import type { Wired } from "@firstlot/functions/wiring/deps";
import type { DemoUser } from "../identity-provider/identity-provider.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { DEMO_STAFF } from "../platform/demo-people.ts";
import type { DemoApps } from "./demo-apps.ts";
import { DemoCaller } from "./demo-caller.ts";
import type { DemoJournal } from "./journal.ts";
import { SandboxDesk } from "./sandbox-desk.ts";

/** The two banks of the demo, by their machines' client ids. */
export interface DemoBank {
  readonly clientId: string;
  readonly url: string;
}

/** When something happens: days from the first midnight (UTC), or at the very end. */
export type Moment = number | "end";

/** One thing that happens in the demo's past; harmless when a later life does it again. */
export interface Act {
  /** Names it for ever: its requests' keys and its line in the journal follow from it. */
  readonly name: string;
  readonly at: Moment;
  /** For whoever watches the progress. */
  readonly what: string;
  readonly run: (scene: Scene) => Promise<void>;
}

/** The demo as it is played: people, banks, what they have made so far. */
export class Scene {
  readonly mailbox: Mailbox;
  readonly wired: Wired;
  readonly #apps: DemoApps;
  readonly #journal: DemoJournal;
  readonly #banks: readonly DemoBank[];
  readonly #callers = new Map<string, DemoCaller>();
  readonly #known = new Map<string, string>();
  #act = "";
  #kept: Record<string, string> = {};
  #wasTried = false;

  constructor(options: {
    apps: DemoApps;
    wired: Wired;
    mailbox: Mailbox;
    journal: DemoJournal;
    banks: readonly DemoBank[];
  }) {
    this.#apps = options.apps;
    this.#journal = options.journal;
    this.#banks = options.banks;
    this.wired = options.wired;
    this.mailbox = options.mailbox;
  }

  get analyst(): DemoCaller {
    return this.as(DEMO_STAFF.anna.user);
  }
  get approver(): DemoCaller {
    return this.as(DEMO_STAFF.adam.user);
  }
  get operator(): DemoCaller {
    return this.as(DEMO_STAFF.olivia.user);
  }

  /** Somebody, signed in with a second factor. */
  as(user: DemoUser): DemoCaller {
    return this.#caller(user.email, (wall) => this.#apps.tokenOf(user, wall));
  }

  /** A bank's machine. */
  machine(clientId: string): DemoCaller {
    return this.#caller(clientId, (wall) => this.#apps.machineToken(clientId, wall));
  }

  #caller(name: string, sign: (wall: Instant) => Promise<string>): DemoCaller {
    const { wall } = this.wired.platform.clock;
    const known =
      this.#callers.get(name) ?? new DemoCaller({ apps: this.#apps, sign, wall, act: () => this.#act });
    this.#callers.set(name, known);
    return known;
  }

  /** The desk of a bank. */
  desk(clientId: string): SandboxDesk {
    const bank = this.#banks.find((one) => one.clientId === clientId);
    if (bank === undefined) throw new Error(`the demo has no bank ${clientId}`);
    return new SandboxDesk(bank.url);
  }

  /** Whether the act that runs was begun by an earlier life. */
  get wasTried(): boolean {
    return this.#wasTried;
  }

  instantOf(moment: Moment): Instant {
    return moment === "end" ? this.#journal.endAt : addMs(this.#journal.startAt, Math.round(moment * DAY_MS));
  }

  /** Remembers an id under a name, in this life and the next ones. */
  keep(name: string, id: string): void {
    this.#kept[name] = id;
    this.#known.set(name, id);
  }

  /** The id that an earlier act has kept. */
  id(name: string): string {
    const id = this.#known.get(name);
    if (id === undefined) throw new Error(`${this.#act}: nothing is known of ${name} yet`);
    return id;
  }

  /** Takes over what earlier lives have kept. */
  recall(kept: Readonly<Record<string, string>>): void {
    for (const [name, id] of Object.entries(kept)) this.#known.set(name, id);
  }

  /** Plays one act. @returns what it has kept */
  async play(act: Act, options: { wasTried: boolean }): Promise<Readonly<Record<string, string>>> {
    this.#act = act.name;
    this.#kept = {};
    this.#wasTried = options.wasTried;
    await act.run(this);
    return this.#kept;
  }
}
