package dev.cutover.database;

import dev.cutover.database.Complaint.Codes;
import java.util.Map;
import java.util.Set;

/**
 * Error codes of H2.
 *
 * @see <a href="https://h2database.com/javadoc/org/h2/api/ErrorCode.html">ErrorCode</a>
 */
final class H2Complaints {

  private static final String GRANT = "grant the engine's account the rights that it lacks";
  private static final String MISSING = "run init, or see that the database is the right one";
  private static final String DISK = "its file can't be written: see that the disk is not full";

  /** 90131 is a row that somebody else changed while this transaction waited for it. */
  static final Codes CODES =
      new Codes(
          Set.of(40001, 90131),
          Set.of(50200),
          Set.of(57014, 90007, 90067, 90098, 90121),
          Map.of(90135, "the database is in exclusive mode", 90108, "the server is out of memory"),
          Map.of(
              28000,
              GRANT,
              90040,
              GRANT,
              90096,
              GRANT,
              42102,
              MISSING,
              42103,
              MISSING,
              42104,
              MISSING,
              90079,
              MISSING,
              90028,
              DISK,
              90031,
              DISK,
              90097,
              "it is read-only"));

  private H2Complaints() {}
}
