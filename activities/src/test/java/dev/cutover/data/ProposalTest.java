package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.plan.SchemaFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is missing on the target is made as it is proposed, and nothing is made by proposing it. */
final class ProposalTest {

  static final Path EVERY_TYPE = Path.of("src", "test", "resources", "schema-proposal");

  @Test
  void anEmptyTargetThatIsMadeAsProposedPassesTheCheck() throws SQLException, IOException {
    try (SchemaCase one = new SchemaCase(EVERY_TYPE, Target.empty())) {
      List<String> proposed = one.schema.propose(one.databases, one.scope());
      assertEquals(
          Files.readString(EVERY_TYPE.resolve("expected.sql")),
          String.join(";\n", proposed) + ";\n");

      one.onTarget(proposed);

      assertEquals(
          List.of(),
          one.schema.check(one.databases, one.scope()).stream().filter(Finding::stops).toList());
      assertEquals(List.of(), one.schema.propose(one.databases, one.scope()));
    }
  }

  @Test
  void aColumnThatIsMissingIsAddedToItsTable() throws SQLException, IOException {
    try (SchemaCase one = new SchemaCase(EVERY_TYPE, Target.empty())) {
      one.onTarget(one.schema.propose(one.databases, one.scope()));
      one.onTarget(List.of("ALTER TABLE orders DROP COLUMN total"));

      List<String> proposed = one.schema.propose(one.databases, one.scope());

      assertEquals(List.of("ALTER TABLE `orders` ADD `total` DECIMAL(14, 2)"), proposed);
    }
  }

  @Test
  void aColumnThatCanNotBeCarriedIsNamedInAComment() throws SQLException, IOException {
    Path unsupported = Path.of("src", "test", "resources", "schema", "unsupported-types");
    try (SchemaCase one = new SchemaCase(unsupported, Target.empty())) {
      assertEquals(
          "-- ORDERS.PLACE is left out: GEOMETRY has no type there that it can be carried to",
          one.schema.propose(one.databases, one.scope()).get(0));
    }
  }

  @Test
  void proposingMakesNothing() throws SQLException, IOException {
    try (SchemaCase one = new SchemaCase(EVERY_TYPE, Target.empty())) {
      List<String> proposed = one.schema.propose(one.databases, one.scope());

      assertFalse(proposed.isEmpty());
      assertEquals(proposed, one.schema.propose(one.databases, one.scope()));
      assertTrue(
          one.schema.check(one.databases, one.scope()).stream()
              .anyMatch(finding -> finding.name() == SchemaFinding.TABLE_MISSING));
    }
  }
}
