package dev.cutover.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cutover.activity.BatchActivities;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.Progress;
import dev.cutover.database.Heartbeat;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.fence.EpochCheck;
import dev.cutover.http.JsonHttp;
import dev.cutover.http.JsonHttp.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A batch scheduler that is held and released over HTTP. The contract: docs/batch.md. */
public final class HttpBatch implements BatchActivities {

  private static final long LOOK_MILLIS = 200;
  private static final int LOOKS_WITHOUT_A_JOB = 2;

  private final Endpoints endpoints;
  private final EpochCheck epochs;
  private final Heartbeat heartbeat;
  private final JsonHttp http = new JsonHttp();

  public HttpBatch(Endpoints endpoints, EpochCheck epochs) {
    this(endpoints, epochs, Heartbeat.ofActivity());
  }

  public HttpBatch(Endpoints endpoints, EpochCheck epochs, Heartbeat heartbeat) {
    this.endpoints = endpoints;
    this.epochs = epochs;
    this.heartbeat = heartbeat;
  }

  @Override
  public BatchObservation observe(String endpoint) {
    JsonNode body = send(endpoint, "GET", "/jobs", null).body();
    List<String> released = new ArrayList<>();
    List<String> held = new ArrayList<>();
    List<String> running = new ArrayList<>();
    for (JsonNode job : body.path("jobs")) {
      String name = job.path("name").asText();
      (job.path("held").asBoolean() ? held : released).add(name);
      if (job.path("running").asBoolean()) {
        running.add(name);
      }
    }
    List<String> done = new ArrayList<>();
    body.path("done").forEach(occurrence -> done.add(occurrence.asText()));
    return new BatchObservation(released, held, running, done);
  }

  @Override
  public BatchObservation hold(
      Conductor conductor, Database side, String endpoint, List<String> jobs) {
    return bring(conductor, side, endpoint, jobs, true);
  }

  @Override
  public BatchObservation release(
      Conductor conductor, Database side, String endpoint, List<String> jobs, List<String> done) {
    if (!done.isEmpty()) {
      heartbeat.beat(new Progress("occurrences that are done", done.size(), 0));
      epochs.passes(conductor, side);
      send(endpoint, "PUT", "/done", done);
    }
    return bring(conductor, side, endpoint, jobs, false);
  }

  private BatchObservation bring(
      Conductor conductor, Database side, String endpoint, List<String> jobs, boolean held) {
    BatchObservation before = observe(endpoint);
    List<String> there = held ? before.held() : before.released();
    List<String> known = new ArrayList<>(before.held());
    known.addAll(before.released());
    List<String> unknown = jobs.stream().filter(job -> !known.contains(job)).toList();
    if (!unknown.isEmpty()) {
      throw FailureType.PRECONDITION.because(
          endpoint + " does not know the jobs " + unknown + " of the plan");
    }
    boolean canAsk = true;
    for (String job : jobs) {
      if (!there.contains(job)) {
        // A run that was told to stop must not go on with the rest of the jobs.
        heartbeat.beat(new Progress((held ? "hold " : "release ") + job, 0, 0));
        canAsk = canAsk && epochs.passes(conductor, side);
        String path = "/jobs/" + URLEncoder.encode(job, StandardCharsets.UTF_8);
        send(endpoint, "PUT", path, Map.of("held", held));
      }
    }
    BatchObservation after = observe(endpoint);
    if (!(held ? after.held() : after.released()).containsAll(jobs)) {
      throw new IllegalStateException(
          endpoint + " does not show all jobs " + (held ? "held" : "released"));
    }
    return after;
  }

  @Override
  public BatchObservation drain(String endpoint, Duration limit) {
    long until = System.nanoTime() + limit.toNanos();
    int quiet = 0;
    while (true) {
      BatchObservation seen = observe(endpoint);
      quiet = seen.running().isEmpty() ? quiet + 1 : 0;
      if (quiet == LOOKS_WITHOUT_A_JOB) {
        return seen;
      }
      if (System.nanoTime() - until >= 0) {
        throw FailureType.DRAIN_TIMEOUT.because(
            "still running on " + endpoint + " after " + limit + ": " + seen.running());
      }
      heartbeat.beat(new Progress("jobs running", seen.running().size(), 0));
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while jobs drained", e);
    }
  }

  private Reply send(String endpoint, String method, String path, @Nullable Object body) {
    try {
      Reply reply = http.send(endpoints.http(endpoint), method, path, body);
      if (!reply.ok()) {
        throw new IllegalStateException(
            endpoint + " answers " + method + " " + path + " with status " + reply.status());
      }
      return reply;
    } catch (IOException e) {
      throw new IllegalStateException(
          endpoint + " does not answer " + method + " " + path + ": " + e.getMessage(), e);
    }
  }
}
