package dev.cutover.data;

import dev.cutover.plan.Side;
import java.sql.SQLException;

/** The databases of both sides, and what their accounts may do there. */
record GrantedSides(GrantedSide legacy, GrantedSide target) {

  void grant(PrintedRight right) throws SQLException {
    of(right).administer(right.granted());
  }

  /** Takes a right away; what is not of one table counts for those who log in from then on. */
  void withhold(PrintedRight right) throws SQLException {
    of(right).administer(right.revoked());
  }

  /** Whether a right is what the server says is lacking. */
  boolean isDenied(PrintedRight right, Denial denial) {
    return right.privilege().equals(denial.privilege())
        && right.on().endsWith("`" + denial.table() + "`")
        && of(right).filled(right.to()).startsWith(denial.user() + "@");
  }

  private GrantedSide of(PrintedRight right) {
    return right.side() == Side.LEGACY ? legacy : target;
  }
}
