package dev.cutover.sandbox.memory;

import dev.cutover.activity.Conductor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of calls and of their effects on the levers in memory. */
public interface Mishaps {

  /** Everything happens as it should. */
  Mishaps NONE =
      new Mishaps() {
        @Override
        public void called(String activity, String lever) {}

        @Override
        public <T> T act(Effect effect, Supplier<T> change) {
          return change.get();
        }
      };

  /** An attempt begins; throwing is its failure before it has done anything. */
  void called(String activity, String lever);

  /** Lets a change happen now, later, or not at all; throwing is a failure of the attempt. */
  <T> T act(Effect effect, Supplier<T> change);

  /**
   * Something that an attempt does to the world in one piece.
   *
   * @param lever what is moved
   * @param by null where the activity is given no conductor
   * @param token the right to write rows; null where none is needed
   */
  record Effect(
      String activity, String lever, @Nullable Conductor by, MemoryTokens.@Nullable Token token) {

    public Effect(String activity, String lever, @Nullable Conductor by) {
      this(activity, lever, by, null);
    }

    @Override
    public String toString() {
      return activity + " " + lever;
    }
  }
}
