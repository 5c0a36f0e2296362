package dev.cutover.starter;

import dev.cutover.plan.DatabaseGrants;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Sides;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of database that this program knows, by their names. */
final class DatabaseKinds {

  private final List<DatabaseGrants> kinds;

  private DatabaseKinds(List<DatabaseGrants> kinds) {
    this.kinds = kinds;
  }

  static DatabaseKinds known() {
    return new DatabaseKinds(
        ServiceLoader.load(DatabaseGrants.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(DatabaseGrants::kind))
            .toList());
  }

  /**
   * @throws BadInput if there is no such kind
   */
  DatabaseGrants named(String kind, Side side) {
    return kinds.stream()
        .filter(known -> known.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () -> new BadInput("--" + word(side) + " " + kind + ": known are " + names(kinds)));
  }

  /**
   * The one that the side's components name.
   *
   * @throws BadInput if they name none, or more than one
   */
  DatabaseGrants described(Plan plan, Side side) {
    Sides.Description description =
        side == Side.LEGACY ? plan.sides().legacy() : plan.sides().target();
    List<DatabaseGrants> named =
        kinds.stream()
            .filter(known -> description.components().stream().anyMatch(isNamed(known)))
            .toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    throw new BadInput(
        "sides."
            + word(side)
            + ".components name "
            + (named.isEmpty() ? "no kind of database" : names(named))
            + ": say --"
            + word(side)
            + " KIND, which is one of "
            + names(kinds));
  }

  private static Predicate<String> isNamed(DatabaseGrants known) {
    return Pattern.compile("\\b" + Pattern.quote(known.kind()) + "\\b", Pattern.CASE_INSENSITIVE)
        .asPredicate();
  }

  private static String names(List<DatabaseGrants> kinds) {
    return kinds.stream().map(DatabaseGrants::kind).collect(Collectors.joining(", "));
  }

  /** How people call a side. */
  static String word(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }
}
