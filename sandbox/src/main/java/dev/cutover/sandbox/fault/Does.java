package dev.cutover.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the kit can do to a run. */
public enum Does {
  /** Ends programs with -9, and starts them again. */
  @JsonProperty("kill")
  KILL,
  /** Stops the worker; another one takes over; then the first goes on. */
  @JsonProperty("stop")
  STOP,
  @JsonProperty("slow")
  SLOW,
  @JsonProperty("cut")
  CUT,
  @JsonProperty("reset")
  RESET,
  @JsonProperty("black-hole")
  BLACK_HOLE,
  @JsonProperty("slow-close")
  SLOW_CLOSE,
  /** The next request never arrives. */
  @JsonProperty("lose-request")
  LOSE_REQUEST,
  /** The next request arrives, its answer does not. */
  @JsonProperty("lose-answer")
  LOSE_ANSWER,
  @JsonProperty("lose-commit")
  LOSE_COMMIT,
  @JsonProperty("lose-commit-answer")
  LOSE_COMMIT_ANSWER,
  /** A service answers 503 to everything. */
  @JsonProperty("unavailable")
  UNAVAILABLE,
  /** A service answers 200 and something of another kind. */
  @JsonProperty("wrong-answer")
  WRONG_ANSWER,
  /** A program's clock stands two hours ahead of everybody else's. */
  @JsonProperty("clock-ahead")
  CLOCK_AHEAD,
  @JsonProperty("clock-behind")
  CLOCK_BEHIND,
  @JsonProperty("read-only")
  READ_ONLY,
  @JsonProperty("connections-exhausted")
  CONNECTIONS_EXHAUSTED,
  @JsonProperty("disk-full")
  DISK_FULL,
  /** A hand outside the engine locks rows that it needs, in the opposite order. */
  @JsonProperty("deadlock")
  DEADLOCK,
  /** A transaction of the business stays open on legacy. */
  @JsonProperty("open-transaction")
  OPEN_TRANSACTION,
  @JsonProperty("source-ddl")
  SOURCE_DDL,
  @JsonProperty("dns-update-lost")
  DNS_UPDATE_LOST,
  @JsonProperty("dns-answer-lost")
  DNS_ANSWER_LOST,
  @JsonProperty("dns-update-late")
  DNS_UPDATE_LATE,
  /** The change arrives when the rollback is through. */
  @JsonProperty("dns-zombie")
  DNS_ZOMBIE,
  @JsonProperty("dns-changed-by-hand")
  DNS_CHANGED_BY_HAND,
  @JsonProperty("dns-server-stale")
  DNS_SERVER_STALE,
  @JsonProperty("core-function")
  CORE_FUNCTION,
  /** The target's application does not answer to its change of mode. */
  @JsonProperty("hang")
  HANG,
  /** Somebody entitled orders the rollback. */
  @JsonProperty("order-rollback")
  ORDER_ROLLBACK,
  @JsonProperty("cancel")
  CANCEL,
  /** Temporal ends the cutover without a word; a person then rolls back by hand. */
  @JsonProperty("terminate")
  TERMINATE,
  /** A person rolls back without Temporal and without any worker, which come back later. */
  @JsonProperty("offline-rollback")
  OFFLINE_ROLLBACK,
  @JsonProperty("second-start")
  SECOND_START,
  @JsonProperty("malformed-signals")
  MALFORMED_SIGNALS;

  public boolean isOfClocks() {
    return this == CLOCK_AHEAD || this == CLOCK_BEHIND;
  }
}
