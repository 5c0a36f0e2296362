package dev.cutover.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code resources/schema} is something that would go wrong in the night. */
final class SchemaCasesTest {

  static Stream<Path> cases() throws IOException {
    return SchemaCase.of("schema");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatWouldGoWrongIsFoundByItsName(Path folder) throws SQLException, IOException {
    try (SchemaCase one = new SchemaCase(folder, Target.empty())) {
      one.assertFindings();
    }
  }
}
