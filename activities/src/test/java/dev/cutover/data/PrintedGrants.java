package dev.cutover.data;

import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.plan.Data;
import dev.cutover.plan.DatabaseGrants;
import dev.cutover.plan.Environment;
import dev.cutover.plan.Levers;
import dev.cutover.plan.Levers.FenceRule;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is printed for one kind of server, and databases there that have just that. */
record PrintedGrants(Fresh fresh, DatabaseGrants grants) {

  /** A new database, with whoever runs the server as its engine. */
  @FunctionalInterface
  interface Fresh {
    DatabaseEndpoint database() throws SQLException;
  }

  /** Every right, but for those on tables that have the same ones as another. */
  Stream<PrintedRight> rights() {
    return rights(List.of(Environment.REHEARSAL))
        .filter(right -> !right.on().matches(".*`(stock|shifts)`"));
  }

  Stream<PrintedRight> rights(List<String> environments) {
    return Stream.of(Side.values())
        .flatMap(
            side -> PrintedRight.of(side, grants.script(plan(true), side, environments)).stream());
  }

  /** The one right that a failure, or what is behind it, says is lacking. */
  static PrintedRight denied(GrantedSides sides, Stream<PrintedRight> rights, Throwable lacking) {
    Denial denial =
        Denial.of(lacking).orElseThrow(() -> new AssertionError("not for a right", lacking));
    return rights
        .filter(right -> sides.isDenied(right, denial))
        .findFirst()
        .orElseThrow(() -> new AssertionError(denial + " is not printed", lacking));
  }

  /** Both sides as the script leaves them. */
  GrantedNight night(Plan plan, List<String> environments) throws SQLException {
    return night(plan, environments, script -> script);
  }

  /** Both sides as what is made of the script leaves them. */
  GrantedNight night(Plan plan, List<String> environments, UnaryOperator<String> script)
      throws SQLException {
    GrantedSide legacy = new GrantedSide(fresh.database());
    GrantedSide target = new GrantedSide(fresh.database());
    legacy.administer(
        "CREATE TABLE forgotten (id BIGINT PRIMARY KEY)",
        // So that it refuses a row of the target's which is carried back.
        "ALTER TABLE orders MODIFY name VARCHAR(50)");
    legacy.run(script.apply(grants.script(plan, Side.LEGACY, environments)));
    target.run(script.apply(grants.script(plan, Side.TARGET, environments)));
    return new GrantedNight(new GrantedSides(legacy, target));
  }

  /** The tables by the names that they have on both sides. */
  static Plan plan(boolean killSessions) {
    Plan oms;
    try {
      oms =
          PlanReader.read("oms.yaml", Files.readAllBytes(Path.of("..", "plans", "oms.yaml")))
              .plan();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Table> tables =
        TwoDatabases.TABLES.stream()
            .map(
                table ->
                    new Table(table.name().toLowerCase(Locale.ROOT), table.sequence(), Map.of()))
            .toList();
    FenceRule fence = oms.levers().fence();
    return oms.with(new Data(100, 1, null, null, tables, List.of()))
        .with(
            new Levers(
                new FenceRule(fence.lease(), fence.drain(), killSessions, null),
                oms.levers().dns(),
                null));
  }
}
