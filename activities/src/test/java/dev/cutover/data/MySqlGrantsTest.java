package dev.cutover.data;

import dev.cutover.database.MySqlGrants;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code plan grants} prints for MySQL, on a real one. */
@Tag("mysql-server")
final class MySqlGrantsTest {

  private static final PrintedGrants PRINTED =
      new PrintedGrants(MySqlServer::database, new MySqlGrants());
  private static final GrantsProof WHAT_IS_PRINTED = new GrantsProof(PRINTED);

  /** Those that are not asked for, or every one where that is wanted: a night each. */
  static Stream<PrintedRight> rights() {
    boolean every = Boolean.getBoolean("cutover.every-right");
    return PRINTED.rights().filter(right -> every || !RightsAskedFor.isAskedFor(right));
  }

  @Test
  void aCutoverAndItsRollbackNeedNoMoreThanWhatIsPrinted() throws Throwable {
    WHAT_IS_PRINTED.isEnoughForACutoverAndARollback();
  }

  @Test
  void whoBeginsWithoutThemAsksForEachAndForNothingElse() throws Throwable {
    WHAT_IS_PRINTED.isWhatTheEngineAsksFor();
  }

  @Test
  void aRehearsalThatIsResetNeedsNoMoreThanWhatIsPrinted() throws Throwable {
    WHAT_IS_PRINTED.isEnoughForARehearsalThatIsReset();
  }

  @ParameterizedTest
  @MethodSource("rights")
  void withoutAnyOneOfThemSomethingFails(PrintedRight right) throws Throwable {
    WHAT_IS_PRINTED.isNotEnoughWithout(right);
  }

  @Test
  void theOptionalOneNamesWhoHoldsUpAFreeze() throws SQLException {
    WHAT_IS_PRINTED.theOptionalRightNamesWhoHoldsUpAFreeze();
  }

  @Test
  void theEngineCanNeitherReadWhatThePlanForgotNorChangeADecision() throws SQLException {
    WHAT_IS_PRINTED.givesTheEngineNothingElse();
  }
}
