package dev.cutover.sandbox;

import dev.cutover.plan.Side;
import dev.cutover.sandbox.BusinessWriter.Seen;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which sides take the business's writes: found out by writing, never derived from what a run says.
 *
 * @param sides one of them, if all is well
 */
record Live(Set<Side> sides) {

  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 100;

  static Live observe(World world) {
    Set<Side> sides = EnumSet.noneOf(Side.class);
    for (Side side : Side.values()) {
      if (accepts(world.database(side))) {
        sides.add(side);
      }
    }
    return new Live(sides);
  }

  private static boolean accepts(SideDatabase database) {
    try (BusinessWriter writer = new BusinessWriter(database)) {
      Seen seen = writer.write("live@example.test");
      for (int i = 1; i < TRIES && seen == Seen.FAILED && Pause.millis(PAUSE_MILLIS); i++) {
        seen = writer.write("live@example.test");
      }
      return seen == Seen.ACCEPTED;
    }
  }

  boolean isOnly(Side side) {
    return sides.equals(Set.of(side));
  }

  /** The side whose data counts: the one that is live, or the one that should be. */
  Side settling(Side expected) {
    return sides.size() == 1 ? sides.iterator().next() : expected;
  }

  /** legacy, target, both or none. */
  String word() {
    return switch (sides.size()) {
      case 0 -> "none";
      case 1 -> sides.iterator().next().name().toLowerCase(Locale.ROOT);
      default -> "both";
    };
  }
}
