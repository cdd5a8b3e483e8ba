import type { Sql } from "../../store/sql.ts";
import type { Context } from "../context.ts";

/** A task as its kind sees it. */
export interface Task {
  readonly id: number;
  readonly parameters: unknown;
  /** What the slice before returned; null at the beginning. */
  readonly cursor: unknown;
  /** Aborted when somebody asked for a stop, or another has taken the task. Who works for long listens to it. */
  readonly signal: AbortSignal;
  /** Writes down how far the slice has come, in the middle of it. @throws DomainError TASK_LOST */
  readonly checkpoint: (progress: Progress) => Promise<void>;
}

export interface Progress {
  readonly cursor: unknown;
  /** Added to the task's; an expression is evaluated before the statements. */
  readonly counters?: Readonly<Record<string, number | Sql>>;
  /** Committed together with the cursor, so that what they do happens once. */
  readonly statements?: readonly Sql[];
  readonly log?: readonly string[];
}

/** What one slice did. */
export interface Slice extends Progress {
  readonly done: boolean;
  /** With `done`: the task has failed, and this says why. What it did stays. */
  readonly error?: string;
  /** The next slice not before. */
  readonly waitMs?: number;
}

export interface JobKind {
  /** Tasks of this kind at the same time. */
  readonly concurrency: number;
  /** Slices in a row that may fail before the task has failed. */
  readonly attemptsMax: number;
  /**
   * One slice, well below half a minute, or one thing that takes minutes by itself and listens to the signal. What it does outside of its statements must bear repetition: it may be killed at any point and
   * begins again from the cursor.
   */
  readonly slice: (ctx: Context, task: Task) => Promise<Slice>;
}

export type JobKinds = Readonly<Record<string, JobKind>>;
