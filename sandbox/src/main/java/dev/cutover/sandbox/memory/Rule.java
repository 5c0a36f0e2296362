package dev.cutover.sandbox.memory;

/** A rule of the protocol, of those that a test leaves out to see that it is missed. */
public enum Rule {
  /** A move names the epoch that the fence stands at. */
  EPOCH,
  /** Rows are written by the newest attempt alone. */
  TOKEN,
  /** DNS is changed only from the epoch and the value that were seen. */
  DNS_EPOCH,
  /** SWITCHED needs a lease that has not run out. */
  LEASE_AT_SWITCH,
  /** Legacy's journal is empty behind SWITCHED. */
  JOURNAL_AT_SWITCH
}
