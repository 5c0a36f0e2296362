package dev.cutover.comparison;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import dev.cutover.activity.Databases;
import dev.cutover.database.Connections;
import dev.cutover.database.TablePair;
import dev.cutover.plan.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * What the two catalogs say of tables, read once for the shards that are compared within a few
 * seconds: reading it takes as long as comparing some ten thousand rows. Prints from before a
 * shard's snapshots are as good as any: what changes in between makes its certificate void.
 */
final class KnownTables {

  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Connections connections;
  private final Cache<Key, Known> known =
      CacheBuilder.newBuilder().expireAfterWrite(KEPT).maximumSize(1_000).build();

  KnownTables(Connections connections) {
    this.connections = connections;
  }

  /**
   * @param attempt whose comparison it is: the next one reads the catalogs again
   */
  Known of(String attempt, Databases databases, Table table) throws SQLException {
    try {
      return known.get(new Key(attempt, databases, table), () -> read(databases, table));
    } catch (UncheckedExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException refused ? refused : new SQLException(e.getCause());
    }
  }

  /** As they are now. */
  Known read(Databases databases, Table table) throws SQLException {
    TablePair pair = TablePair.read(connections, databases, table);
    return new Known(pair, Prints.of(connections, databases, table, pair));
  }

  /**
   * @param prints see {@link Prints}
   */
  record Known(TablePair pair, String prints) {}

  private record Key(String attempt, Databases databases, Table table) {}
}
