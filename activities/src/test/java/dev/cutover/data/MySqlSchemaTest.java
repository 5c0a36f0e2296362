package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.activity.SchemaActivities.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema check and its proposal on a real MySQL. */
@Tag("mysql-server")
final class MySqlSchemaTest {

  static Stream<Path> cases() throws IOException {
    return SchemaCase.of("schema-mysql");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatWouldGoWrongIsFoundByItsName(Path folder) throws SQLException, IOException {
    try (SchemaCase one = new SchemaCase(folder, MySqlServer.database())) {
      one.assertFindings();
    }
  }

  @Test
  void whatIsProposedPassesTheCheck() throws SQLException, IOException {
    try (SchemaCase one = new SchemaCase(ProposalTest.EVERY_TYPE, MySqlServer.database())) {
      one.onTarget(one.schema.propose(one.databases, one.scope()));
      List<Finding> stops =
          one.schema.check(one.databases, one.scope()).stream().filter(Finding::stops).toList();
      assertEquals(List.of(), stops);
      assertEquals(
          List.of(), one.schema.propose(one.databases, one.scope()), "nothing is missing any more");
    }
  }
}
