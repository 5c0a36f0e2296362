package dev.cutover.data;

import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cutovers and rollbacks that are given up anywhere, statements that arrive late, leases that run
 * out, and a business that writes all the while: in random order, on real databases. The seed of an
 * order that fails stands in the test's name; {@code -Dcutover.fence-walks=N} takes more of them.
 */
final class FenceWalkTest {

  static final int STEPS = 120;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("cutover.fence-walks", 12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverAreBothSidesWritableAndNoOrderIsLost(long seed) throws SQLException {
    walk(Pair.H2_TO_MARIADB, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverBetweenTwoMariaDbs(long seed) throws SQLException {
    walk(Pair.MARIADB_TO_MARIADB, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("mysql-server")
  void neverBetweenTwoMySqls(long seed) throws SQLException {
    walk(Pair.MYSQL_TO_MYSQL, seed);
  }

  private static void walk(Pair pair, long seed) throws SQLException {
    try (FenceWalk walk = new FenceWalk(pair, seed)) {
      walk.toTheEnd(STEPS);
    }
  }
}
