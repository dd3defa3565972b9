import { statSync } from "node:fs";
import { type Clock, type Instant, instantOf, instantSchema } from "@firstlot/core/kernel/instant";
import { err, ok, type Result } from "@firstlot/core/kernel/result";
import { z } from "zod";
import { isMissing, readTextIfPresent, writeFileAtomic } from "../blobs/atomic-file.ts";

const savedSchema = z.strictObject({
  /** Business time minus wall time, in milliseconds; negative while demo data are played from the past. */
  offsetMs: z.int(),
  /** The latest business time that was announced by an advance: never undercut, even if the wall clock is set back. */
  floor: instantSchema,
  /** Business time stands still at `floor`: while demo data are made, so that a restart finds it where it was. */
  standing: z.literal(true).optional(),
});
type Saved = z.infer<typeof savedSchema>;

/** Why the clock was not moved. */
export type ClockRefusal = Readonly<{ kind: "clock_not_backwards"; business: Instant; asked: Instant }>;

/** The business clock of the local platform: runs with the wall clock and can be moved ahead. */
export interface BusinessClock extends Clock {
  /**
   * Moves business time ahead to `instant`, on disk before it returns; wall time stays.
   * @returns the new business time; refuses with `clock_not_backwards` for an earlier instant
   */
  advanceTo(instant: Instant): Result<Instant, ClockRefusal>;
  /** Business time minus wall time, in milliseconds. */
  offsetMs(): number;
  /** Whether business time stands still between two advances. */
  isStanding(): boolean;
  /** Lets a standing clock run with the wall clock from where it stands. */
  letRun(): void;
}

const reading = ({ standing, offsetMs, floor }: Saved, wallMs: number): Instant =>
  standing === true ? floor : instantOf(Math.max(wallMs + offsetMs, Date.parse(floor)));

const savedAt = (floor: Instant, wallMs: number): Saved => ({
  offsetMs: Date.parse(floor) - wallMs,
  floor,
});

const load = (file: string): Saved | undefined => {
  const text = readTextIfPresent(file);
  return text === undefined ? undefined : savedSchema.parse(JSON.parse(text));
};

/**
 * Opens the business clock of a data directory; the process that calls this is the one that may move it.
 * @param options.startAt business time of a new platform (default: the wall time)
 * @param options.standing a new platform's clock stands still until it is told to run
 * @param options.wallMs wall time in milliseconds since 1970, for tests
 */
export function openBusinessClock(options: {
  file: string;
  startAt?: Instant;
  standing?: boolean;
  wallMs?: () => number;
}): BusinessClock {
  const { file, wallMs = Date.now } = options;
  let saved = load(file);
  if (saved === undefined) {
    const floor = options.startAt ?? instantOf(wallMs());
    saved = { ...savedAt(floor, wallMs()), ...(options.standing === true ? { standing: true } : {}) };
    writeFileAtomic(file, JSON.stringify(saved));
  }
  let current: Saved = saved;
  let latest = reading(current, wallMs());
  const keep = (next: Saved): void => {
    writeFileAtomic(file, JSON.stringify(next));
    current = next;
  };
  const business = (): Instant => {
    const now = reading(current, wallMs());
    if (now > latest) latest = now;
    return latest;
  };
  return {
    business,
    wall: () => instantOf(wallMs()),
    offsetMs: () => current.offsetMs,
    advanceTo(instant) {
      const before = business();
      if (instant < before) return err({ kind: "clock_not_backwards", business: before, asked: instant });
      keep({ ...current, ...savedAt(instant, wallMs()) });
      return ok(business());
    },
    isStanding: () => current.standing === true,
    letRun: () => keep(savedAt(business(), wallMs())),
  };
}

/**
 * Follows a business clock that another process moves: reads the file again whenever it was replaced.
 * Before the file exists, business time is wall time.
 */
export function followBusinessClock({
  file,
  wallMs = Date.now,
}: {
  file: string;
  wallMs?: () => number;
}): Clock {
  let seen: { version: string; saved: Saved } | undefined;
  return {
    wall: () => instantOf(wallMs()),
    business() {
      const version = versionOf(file);
      if (version === undefined) return instantOf(wallMs());
      if (seen?.version !== version) {
        const saved = load(file);
        if (saved === undefined) return instantOf(wallMs());
        seen = { version, saved };
      }
      return reading(seen.saved, wallMs());
    },
  };
}

/** Every save is a new file, so inode and time name its version. */
function versionOf(file: string): string | undefined {
  try {
    const { ino, mtimeMs } = statSync(file);
    return `${ino}:${mtimeMs}`;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
