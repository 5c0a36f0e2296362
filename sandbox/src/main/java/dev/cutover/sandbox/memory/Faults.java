package dev.cutover.sandbox.memory;

import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** What goes wrong, by activity: so many calls fail, or all of them until it is mended. */
public final class Faults {

  private static final int FOR_EVER = Integer.MAX_VALUE;

  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Runnable> before = new ConcurrentHashMap<>();
  private volatile Mishaps mishaps = Mishaps.NONE;

  /** Leaves it to somebody else what becomes of each call and each effect. */
  public void leaveTo(Mishaps decided) {
    mishaps = decided;
  }

  /** The next {@code times} calls fail, and may be tried again. */
  public void fail(String activity, int times) {
    failures.put(activity, times);
  }

  /**
   * @param call an activity, or an activity and the lever, side or endpoint that it is about
   */
  public void breakFor(String call) {
    fail(call, FOR_EVER);
  }

  public void mend(String activity) {
    failures.remove(activity);
  }

  /** Runs something of the test's own just before an activity acts. */
  public void before(String activity, Runnable action) {
    before.put(activity, action);
  }

  /** Activities in the order in which they were called. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  void called(String activity) {
    called(activity, "");
  }

  void called(String activity, String lever) {
    calls.add(activity);
    mishaps.called(activity, lever);
    Runnable action = before.get(activity);
    if (action != null) {
      action.run();
    }
    failIfBroken(activity);
    failIfBroken(activity + " " + lever);
  }

  private void failIfBroken(String call) {
    Integer left = failures.computeIfPresent(call, (name, n) -> n == FOR_EVER ? n : n - 1);
    if (left != null) {
      if (left <= 0) {
        failures.remove(call);
      }
      throw ApplicationFailure.newFailure(call + " is out of order", "OUT_OF_ORDER");
    }
  }

  <T> T act(Mishaps.Effect effect, Supplier<T> change) {
    return mishaps.act(effect, change);
  }

  void act(Mishaps.Effect effect, Runnable change) {
    act(
        effect,
        () -> {
          change.run();
          return true;
        });
  }
}
