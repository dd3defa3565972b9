import { buildIndex } from "@firstlot/core/catalogue/index-snapshot";
import { catchUp } from "@firstlot/core/catalogue/project-event";
import { HOUR_MS } from "@firstlot/core/kernel/instant";
import type { LogLine } from "@firstlot/functions/platform";
import { z } from "zod";
import type { BusinessClock } from "../clock/business-clock.ts";
import type { Driver } from "../platform/driver.ts";
import type { DemoJournal } from "./journal.ts";
import type { Act, Scene } from "./scene.ts";

/** How far the demo is: acts played of all, and what is played now. */
export interface SeedingProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** The past is played in stops of an hour: what is due in between waits for the stop, as it may for a sweeper. */
const SLACK_MS = HOUR_MS;

const keptSchema = z.record(z.string(), z.string());

/** Acts in the order of time; those of one instant in the order of the plan. */
const inOrder = (scene: Scene, plan: readonly Act[]): readonly Act[] =>
  plan.toSorted((a, b) => {
    const [first, second] = [scene.instantOf(a.at), scene.instantOf(b.at)];
    return first < second ? -1 : first > second ? 1 : 0;
  });

/** Makes the demo's data, once per data directory, in as many lives as it takes. */
export class Seeding {
  readonly #scene: Scene;
  readonly #journal: DemoJournal;
  readonly #driver: Pick<Driver, "advanceTo">;
  readonly #clock: BusinessClock;
  readonly #acts: readonly Act[];
  #what = "";
  #isOver = false;
  #isStopped = false;
  #running: Promise<void> | undefined;

  constructor(options: {
    scene: Scene;
    journal: DemoJournal;
    driver: Pick<Driver, "advanceTo">;
    clock: BusinessClock;
    plan: readonly Act[];
  }) {
    this.#scene = options.scene;
    this.#journal = options.journal;
    this.#driver = options.driver;
    this.#clock = options.clock;
    this.#acts = inOrder(options.scene, options.plan);
    this.#isOver = !options.clock.isStanding();
  }

  /** `undefined` once everything is there. */
  progress(): SeedingProgress | undefined {
    if (this.#isOver) return undefined;
    const done = this.#acts.filter(({ name }) => this.#journal.isDone(name)).length;
    return { done, total: this.#acts.length, what: this.#what };
  }

  /**
   * Plays what is not played yet, then lets the clock run from now on. Time stands still between two acts, so that
   * a demo that was interrupted ends as one that was not.
   */
  run(log: (line: LogLine) => void): Promise<void> {
    this.#running ??= this.#isOver ? Promise.resolve() : this.#run(log);
    return this.#running;
  }

  /** Ends after the act that runs now; a later life goes on from there. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #run(log: (line: LogLine) => void): Promise<void> {
    try {
      for (const act of this.#acts) {
        if (this.#isStopped) return;
        await this.#play(act);
      }
    } catch (error) {
      const said = error instanceof Error ? error.message : "unknown error";
      log({ level: "error", event: "demo.stopped", error: said });
    }
    this.#what = "now";
    await this.#driver.advanceTo(this.#clock.wall(), SLACK_MS);
    await this.#catchUp();
    this.#clock.letRun();
    this.#isOver = true;
  }

  /** The catalogue followed the past at a distance. */
  async #catchUp(): Promise<void> {
    const { projection, evidence } = this.#scene.wired;
    await catchUp(projection);
    await buildIndex(evidence, this.#clock.business());
  }

  async #play(act: Act): Promise<void> {
    const { name, at, what } = act;
    if (this.#journal.isDone(name)) {
      this.#scene.recall(keptSchema.parse(this.#journal.valueOf(name)));
      return;
    }
    this.#what = what;
    const instant = this.#scene.instantOf(at);
    if (instant > this.#clock.business()) await this.#driver.advanceTo(instant, SLACK_MS);
    const wasTried = this.#journal.isBegun(name);
    this.#journal.begin(name);
    this.#journal.finish(name, await this.#scene.play(act, { wasTried }));
  }
}
