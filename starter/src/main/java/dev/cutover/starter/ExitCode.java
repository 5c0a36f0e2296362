package dev.cutover.starter;

import dev.cutover.workflow.RunStatus.Outcome;
import org.jspecify.annotations.Nullable;

/** What the command line tells the shell. */
public final class ExitCode {

  public static final int DONE = 0;

  /** Failed, refused, findings, or superseded. */
  public static final int FAILED = 1;

  public static final int BAD_INPUT = 2;

  /** Discrepancies, or rolled back. */
  public static final int ROLLED_BACK = 3;

  /** Waiting for a decision, or PARKED. */
  public static final int WAITING = 4;

  /** Temporal or a worker out of reach. */
  public static final int OUT_OF_REACH = 5;

  private ExitCode() {}

  /** The code for how a run ended; null is a run that still goes on. */
  public static int of(@Nullable Outcome outcome) {
    if (outcome == null) {
      return DONE;
    }
    return switch (outcome) {
      case COMPLETED -> DONE;
      case FAILED, SUPERSEDED -> FAILED;
      case ROLLED_BACK -> ROLLED_BACK;
      case PARKED -> WAITING;
    };
  }
}
