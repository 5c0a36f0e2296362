package dev.cutover.data;

import dev.cutover.database.MariaDbGrants;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code plan grants} prints for MariaDB. */
final class GrantsTest {

  private static final PrintedGrants PRINTED =
      new PrintedGrants(Target::empty, new MariaDbGrants());
  private static final GrantsProof WHAT_IS_PRINTED = new GrantsProof(PRINTED);

  /** Those that are not asked for; the others take a night each on MySQL. */
  static Stream<PrintedRight> rights() {
    return PRINTED.rights().filter(right -> !RightsAskedFor.isAskedFor(right));
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
