package dev.cutover.comparison;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Databases;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Reload;
import dev.cutover.database.Rows;
import dev.cutover.database.TablePair;
import dev.cutover.database.Transaction;
import dev.cutover.fence.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes legacy's rows over the target's where an attempt found them different, and looks again.
 */
final class Repair {

  private static final int KEYS_AT_ONCE = 1_000;
  private static final String FIRST_PAGE = "";

  private final Connections connections;
  private final Heartbeat heartbeat;
  private final Databases databases;
  private final TablePair pair;

  Repair(Connections connections, Heartbeat heartbeat, Databases databases, TablePair pair) {
    this.connections = connections;
    this.heartbeat = heartbeat;
    this.databases = databases;
    this.pair = pair;
  }

  /** Returns how many rows were brought in line. */
  long run(Conductor conductor) throws SQLException {
    Dialect reading = connections.dialect(databases.legacy().endpoint());
    Dialect writing = connections.dialect(databases.target().endpoint());
    long repaired = 0;
    try (Connection legacy = connections.openPatient(databases.legacy().endpoint());
        Connection target = connections.openPatient(databases.target().endpoint())) {
      Token token = Token.claim(target, writing, conductor, "repair " + pair.table());
      Discrepancies store = new Discrepancies(legacy, reading);
      List<Discrepancy> page =
          store.page(conductor.attempt(), pair.table(), FIRST_PAGE, KEYS_AT_ONCE);
      while (!page.isEmpty()) {
        List<String> keys = page.stream().map(Discrepancy::key).toList();
        // Never blind: what has come right since it was found is left alone.
        List<Discrepancy> before = new SecondLook(connections, databases, pair).differing(keys);
        write(legacy, target, token, before.stream().map(Discrepancy::key).toList());
        repaired += keep(store, conductor, before);
        String last = keys.get(keys.size() - 1);
        page = store.page(conductor.attempt(), pair.table(), last, KEYS_AT_ONCE);
      }
    }
    return repaired;
  }

  private void write(Connection legacy, Connection target, Token token, List<String> keys)
      throws SQLException {
    Dialect reading = connections.dialect(databases.legacy().endpoint());
    Dialect writing = connections.dialect(databases.target().endpoint());
    Transaction.again(
        target,
        () -> {
          token.prove(target, writing, databases.target());
          if (pair.hasKey()) {
            List<@Nullable Object[]> rows = Rows.byKey(legacy, reading, pair.legacy(), keys);
            Rows.delete(target, writing, pair.target(), keys);
            Rows.upsert(target, writing, pair.target(), rows);
          } else if (!keys.isEmpty()) {
            new Reload(heartbeat, reading, writing)
                .run(legacy, pair.legacy(), target, pair.target());
          }
          return true;
        });
  }

  private long keep(Discrepancies store, Conductor conductor, List<Discrepancy> before)
      throws SQLException {
    List<String> keys = before.stream().map(Discrepancy::key).toList();
    Map<String, Discrepancy> after = new HashMap<>();
    for (Discrepancy left : new SecondLook(connections, databases, pair).differing(keys)) {
      after.put(left.key(), left);
    }
    for (Discrepancy one : before) {
      store.repaired(conductor.attempt(), one, after.get(one.key()));
    }
    return (long) before.size() - after.size();
  }
}
