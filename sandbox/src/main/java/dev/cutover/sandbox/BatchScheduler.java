package dev.cutover.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.HttpService.Answer;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One side's scheduler. Its 15 jobs really run against that side's database, each once in every
 * slot of a timetable that is the same on both sides: so an occurrence is named alike wherever it
 * runs. One that is released in the middle of a slot runs still in it. The interface:
 * docs/batch.md.
 */
final class BatchScheduler implements AutoCloseable {

  static final Duration SLOT = Duration.ofSeconds(2);

  private static final long LOOK_MILLIS = 200;
  private static final int MOST_DONE_KEPT = 1_000;

  private final BatchWork work;
  private final String token;
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Set<String> skipped = ConcurrentHashMap.newKeySet();
  private final List<String> done = new CopyOnWriteArrayList<>();

  /** The latest slot in which each job was tried: a failed one is left to the next slot. */
  private final Map<String, Instant> tried = new ConcurrentHashMap<>();

  private final Clock clock;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
  private final List<ScheduledFuture<?>> timetable = new ArrayList<>();
  private final HttpService service;

  BatchScheduler(Side side, BatchWork work, String token, Clock clock) throws IOException {
    this.work = work;
    this.token = token;
    this.clock = clock;
    if (side == Side.TARGET) {
      held.addAll(Jobs.STATEMENTS.keySet());
    }
    service = new HttpService(this::answer);
    long delay = 0;
    for (String job : Jobs.STATEMENTS.keySet()) {
      delay += LOOK_MILLIS / Jobs.STATEMENTS.size();
      timetable.add(
          threads.scheduleWithFixedDelay(
              () -> look(job), delay, LOOK_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  URI url() {
    return service.url();
  }

  private Answer answer(String method, String path, @Nullable String authorization, JsonNode body) {
    if (!("Bearer " + token).equals(authorization)) {
      return new Answer(401, Map.of("error", "token"));
    } else if (path.equals("/jobs") && method.equals("GET")) {
      List<Map<String, Object>> jobs = new ArrayList<>();
      for (String job : Jobs.STATEMENTS.keySet()) {
        jobs.add(Map.of("name", job, "held", held.contains(job), "running", running.contains(job)));
      }
      return new Answer(200, Map.of("jobs", jobs, "done", done));
    } else if (path.equals("/done") && method.equals("PUT")) {
      body.forEach(occurrence -> skipped.add(occurrence.asText()));
      return new Answer(200, Map.of());
    } else if (path.startsWith("/jobs/") && method.equals("PUT")) {
      return hold(path.substring("/jobs/".length()), body.path("held").asBoolean());
    }
    return new Answer(404, Map.of());
  }

  private Answer hold(String job, boolean hold) {
    if (!Jobs.STATEMENTS.containsKey(job)) {
      return new Answer(404, Map.of("error", "no such job"));
    }
    if (hold) {
      held.add(job);
    } else {
      held.remove(job);
    }
    return new Answer(200, Map.of());
  }

  /** When the slot began that an instant is in; the jobs' slots begin one after another. */
  static Instant slot(String job, Instant at) {
    long period = SLOT.toMillis();
    int place = List.copyOf(Jobs.STATEMENTS.keySet()).indexOf(job);
    long begins = place * period / Jobs.STATEMENTS.size();
    return Instant.ofEpochMilli((at.toEpochMilli() - begins) / period * period + begins);
  }

  private void look(String job) {
    Instant slot = slot(job, clock.instant());
    String occurrence = job + "@" + slot;
    if (slot.equals(tried.get(job)) || mustNotRun(job, occurrence)) {
      return;
    }
    running.add(job);
    try {
      // Looked at again behind 'running', so that a drain which saw no job has seen this one.
      if (!mustNotRun(job, occurrence)) {
        tried.put(job, slot);
        run(job, slot, occurrence);
      }
    } finally {
      running.remove(job);
    }
  }

  private boolean mustNotRun(String job, String occurrence) {
    return held.contains(job) || skipped.contains(occurrence);
  }

  private void run(String job, Instant slot, String occurrence) {
    try {
      work.run(job, slot);
      done.add(occurrence);
      if (done.size() > MOST_DONE_KEPT) {
        done.remove(0);
      }
    } catch (SQLException | IOException closedOrBusy) {
      // The next occurrence tries again: on a closed side that is what a job meets.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    timetable.forEach(job -> job.cancel(false));
    threads.shutdownNow();
    service.close();
  }
}
