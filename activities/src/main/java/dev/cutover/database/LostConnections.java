package dev.cutover.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Keeps the pool from giving a connection again that broke, by every database's own words. */
public final class LostConnections implements SQLExceptionOverride {

  @java.lang.Override
  public Override adjudicate(SQLException e) {
    return Complaint.of(e).kind() == Complaint.Kind.LOST
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
