package dev.cutover.starter;

import dev.cutover.activity.Progress;
import dev.cutover.starter.RunView.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Activities that count rows side by side, seen as one piece of work. One that has finished counts
 * in full until all have, so that what is shown does not fall back.
 */
final class Bout {

  private final Map<String, Seen> all = new LinkedHashMap<>();
  private Instant begun = Instant.EPOCH;

  /**
   * How far they are together; null if none runs.
   *
   * @param running by the activity's id
   */
  @Nullable Rate at(Instant now, Map<String, Progress> running) {
    if (running.isEmpty()) {
      all.clear();
      return null;
    }
    if (all.isEmpty()) {
      begun = now;
    }
    Set<String> finished = new HashSet<>(all.keySet());
    finished.removeAll(running.keySet());
    finished.forEach(id -> all.computeIfPresent(id, (same, seen) -> seen.finished()));
    running.forEach(
        (id, progress) ->
            all.merge(
                id,
                new Seen(progress.done(), progress.done(), progress.total()),
                (before, seen) -> new Seen(before.first(), seen.done(), seen.total())));
    return rate(now, running.values().stream().map(Progress::what).sorted().toList());
  }

  private Rate rate(Instant now, List<String> names) {
    long done = all.values().stream().mapToLong(Seen::done).sum();
    long total = all.values().stream().mapToLong(Seen::total).sum();
    long first = all.values().stream().mapToLong(Seen::first).sum();
    long millis = Duration.between(begun, now).toMillis();
    long perSecond = millis <= 0 ? 0 : 1000 * (done - first) / millis;
    Duration left =
        perSecond <= 0 ? null : Duration.ofSeconds(Math.max(0, total - done) / perSecond);
    return new Rate(names, done, total, perSecond, left);
  }

  /**
   * @param first what was done when it was first seen
   * @param total estimated: {@code done} may come to more
   */
  private record Seen(long first, long done, long total) {

    Seen finished() {
      return new Seen(first, Math.max(done, total), total);
    }
  }
}
