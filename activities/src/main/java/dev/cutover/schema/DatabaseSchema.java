package dev.cutover.schema;

import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SchemaActivities;
import dev.cutover.activity.SchemaScope;
import dev.cutover.database.Complaint;
import dev.cutover.database.Connections;
import dev.cutover.database.Heartbeat;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

/** The schema check and its proposal, from both databases' catalogs. */
public final class DatabaseSchema implements SchemaActivities {

  private final Connections connections;
  private final Heartbeat heartbeat;

  public DatabaseSchema(Connections connections) {
    this(connections, Heartbeat.ofActivity());
  }

  public DatabaseSchema(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.heartbeat = heartbeat;
  }

  @Override
  public List<Finding> check(Databases databases, SchemaScope scope) {
    return during(
        "schema check", scope, () -> new SchemaCheck(connections).findings(databases, scope));
  }

  @Override
  public List<String> propose(Databases databases, SchemaScope scope) {
    return during("schema proposal", scope, () -> new Proposal(connections).of(databases, scope));
  }

  private <T> List<T> during(String what, SchemaScope scope, Callable<List<T>> call) {
    try {
      return heartbeat.during(new Progress(what, 0, scope.tables().size()), call);
    } catch (SQLException e) {
      throw Complaint.failure(what, e);
    }
  }
}
