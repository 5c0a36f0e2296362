package dev.cutover.fence;

import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceActivities.FreezeProof;
import dev.cutover.database.Complaint;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.LockWait;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves with a business account that the fence refuses a write: it sets a key of an existing row
 * to itself, which fires the trigger and changes nothing, and rolls back in any case.
 */
final class WriteProof {

  private static final String FROM_THE_FENCE = "CUTOVER:";

  private final Connections connections;

  WriteProof(Connections connections) {
    this.connections = connections;
  }

  /**
   * Tries every table, because each has a trigger of its own.
   *
   * @throws io.temporal.failure.ApplicationFailure FENCE_OPEN if a write was accepted, PRECONDITION
   *     if no table has a row to try with
   */
  FreezeProof refusal(Database database) {
    int tables = 0;
    String words = "";
    try (Connection business = connections.openAsBusiness(database.endpoint())) {
      connections.dialect(database.endpoint()).lockTimeout(business, LockWait.USUAL);
      business.setAutoCommit(false);
      for (String statement : harmlessUpdates(database)) {
        String said = refused(business, statement, database);
        if (said != null) {
          words = said;
          tables++;
        }
      }
    } catch (SQLException e) {
      throw Complaint.failure("proof on " + database.endpoint(), e);
    }
    if (tables == 0) {
      throw FailureType.PRECONDITION.because(
          "no table of the plan holds a row to prove the freeze with");
    }
    return new FreezeProof(tables, words);
  }

  /** Null where the table is empty, so that nothing was tried. */
  private @Nullable String refused(Connection business, String statement, Database database)
      throws SQLException {
    try (PreparedStatement update = business.prepareStatement(statement)) {
      int rows = update.executeUpdate();
      business.rollback();
      if (rows > 0) {
        throw FailureType.FENCE_OPEN.because(
            "a write of "
                + connections.businessUser(database.endpoint())
                + " was accepted on "
                + database.side()
                + " (rolled back), is the trigger there? It was: "
                + statement);
      }
      return null;
    } catch (SQLException refused) {
      business.rollback();
      String words = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
      if (!words.contains(FROM_THE_FENCE)) {
        throw Complaint.failure("the proof failed for another reason", refused);
      }
      return words.substring(words.indexOf(FROM_THE_FENCE)).replaceAll("[;\"].*", "");
    }
  }

  private List<String> harmlessUpdates(Database database) throws SQLException {
    Dialect dialect = connections.dialect(database.endpoint());
    List<String> statements = new ArrayList<>();
    try (Connection engine = connections.open(database.endpoint());
        PreparedStatement select =
            engine.prepareStatement("SELECT stmt FROM " + dialect.engineTable("proof"));
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        statements.add(rows.getString(1));
      }
    }
    return statements;
  }
}
