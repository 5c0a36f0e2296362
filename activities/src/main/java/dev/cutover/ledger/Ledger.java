package dev.cutover.ledger;

import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.LedgerActivities;
import dev.cutover.database.Complaint;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Statements;
import dev.cutover.database.Transaction;
import dev.cutover.evidence.LedgerLine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The append-only ledger on legacy: each line's hash covers the one before it. */
public final class Ledger implements LedgerActivities, AutoCloseable {

  private final Connections connections;
  private final @Nullable Export export;

  public Ledger(Connections connections) {
    this(connections, null);
  }

  /**
   * @param directory of the file that follows the ledger; null for none
   */
  public Ledger(Connections connections, @Nullable Path directory) {
    this.connections = connections;
    this.export = directory == null ? null : new Export(directory, this::read);
  }

  @Override
  public void append(Database legacy, List<Entry> entries) {
    String doing = "ledger on " + legacy.endpoint();
    Dialect dialect = connections.dialect(legacy.endpoint());
    Statements.run(
        doing,
        () -> {
          try (Connection connection = connections.open(legacy.endpoint())) {
            Chain chain = new Chain(connection, dialect);
            return Transaction.again(
                connection,
                () -> {
                  chain.append(entries);
                  return true;
                });
          } catch (SQLException e) {
            if (dialect.isRefusal(e)) {
              throw FailureType.REFUSED.because(doing + ": " + Complaint.told(e));
            }
            throw e;
          }
        });
    if (export != null) {
      export.catchUp(legacy);
    }
  }

  @Override
  public List<LedgerLine> read(Database legacy, long behind) {
    return Statements.run(
        "reading the ledger on " + legacy.endpoint(),
        () -> {
          try (Connection connection = connections.open(legacy.endpoint())) {
            return new Chain(connection, connections.dialect(legacy.endpoint())).page(behind);
          }
        });
  }

  /** Gives the file a moment to catch up. */
  @Override
  public void close() {
    if (export != null) {
      export.close();
    }
  }
}
