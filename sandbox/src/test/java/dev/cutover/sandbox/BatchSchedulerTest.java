package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.BatchActivities.BatchObservation;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.batch.HttpBatch;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.fence.EpochCheck;
import dev.cutover.plan.Side;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both sides' schedulers, as the engine holds and releases them over HTTP. */
@Timeout(120)
final class BatchSchedulerTest {

  private static final Instant START = Instant.parse("2030-09-28T13:00:01Z");
  private static final Conductor CONDUCTOR = new Conductor("oms", "rehearsal", "attempt", 1);
  private static final Database SIDE = new Database("oms", "rehearsal", Side.LEGACY, "fence");
  private static final EpochCheck HELD = (conductor, side) -> true;
  private static final String TOKEN = "token";

  private volatile Instant now = START;

  @Test
  void anOccurrenceDoneOnOneSideIsSkippedOnTheOtherAndTheNextIsNot() throws Exception {
    try (LegacyDatabase database = filled();
        OmsStore store = new OmsStore(Side.LEGACY, database);
        Erp erp = new Erp();
        BatchScheduler first = scheduler(Side.LEGACY, store, erp);
        BatchScheduler second = scheduler(Side.TARGET, store, erp)) {
      HttpBatch batch = new HttpBatch(new Two(first.url(), second.url()), HELD, progress -> {});
      String done = occurrence(Jobs.PO_CREATE);
      until(batch, "first", done);
      batch.hold(CONDUCTOR, SIDE, "first", List.copyOf(Jobs.STATEMENTS.keySet()));
      forget(database);

      batch.release(
          CONDUCTOR, SIDE, "second", List.of(Jobs.PO_CREATE, Jobs.PO_SEND), List.of(done));
      until(batch, "second", occurrence(Jobs.PO_SEND));
      now = START.plus(BatchScheduler.SLOT);
      BatchObservation seen = until(batch, "second", occurrence(Jobs.PO_CREATE));

      assertFalse(seen.done().contains(done), seen.done().toString());
    }
  }

  @Test
  void anOccurrenceRecordedInTheDatabaseIsNotDoneAgainThoughNobodySaidSo() throws Exception {
    try (LegacyDatabase database = filled();
        OmsStore store = new OmsStore(Side.LEGACY, database);
        Erp erp = new Erp();
        BatchScheduler first = scheduler(Side.LEGACY, store, erp);
        BatchScheduler second = scheduler(Side.TARGET, store, erp)) {
      HttpBatch batch = new HttpBatch(new Two(first.url(), second.url()), HELD, progress -> {});
      String done = occurrence(Jobs.PO_CREATE);
      until(batch, "first", done);
      batch.hold(CONDUCTOR, SIDE, "first", List.copyOf(Jobs.STATEMENTS.keySet()));

      batch.release(CONDUCTOR, SIDE, "second", List.of(Jobs.PO_CREATE), List.of());
      now = START.plus(BatchScheduler.SLOT);
      BatchObservation seen = until(batch, "second", occurrence(Jobs.PO_CREATE));

      assertEquals(List.of(occurrence(Jobs.PO_CREATE)), seen.done());
    }
  }

  @Test
  void aRunThatIsOvertakenAmongItsJobsAsksNothingMoreOfTheScheduler() throws Exception {
    try (LegacyDatabase database = filled();
        OmsStore store = new OmsStore(Side.LEGACY, database);
        Erp erp = new Erp();
        BatchScheduler first = scheduler(Side.LEGACY, store, erp)) {
      AtomicInteger asked = new AtomicInteger();
      EpochCheck overtaken =
          (conductor, side) -> {
            if (asked.incrementAndGet() > 3) {
              throw FailureType.STALE_EPOCH.because("a newer run has the levers");
            }
            return true;
          };
      HttpBatch batch = new HttpBatch(new Two(first.url(), first.url()), overtaken, progress -> {});
      List<String> jobs = List.copyOf(Jobs.STATEMENTS.keySet());

      ApplicationFailure stale =
          assertThrows(ApplicationFailure.class, () -> batch.hold(CONDUCTOR, SIDE, "first", jobs));

      assertEquals("STALE_EPOCH", stale.getType());
      assertEquals(jobs.subList(0, 3), batch.observe("first").held());
    }
  }

  @Test
  void aSlotIsTheSameWheneverASideLooksInIt() {
    Instant slot = BatchScheduler.slot(Jobs.PO_CREATE, START);

    assertEquals(slot, BatchScheduler.slot(Jobs.PO_CREATE, slot));
    assertEquals(
        slot, BatchScheduler.slot(Jobs.PO_CREATE, slot.plus(BatchScheduler.SLOT).minusMillis(1)));
    assertTrue(Duration.between(slot, START).compareTo(BatchScheduler.SLOT) < 0);
  }

  private static LegacyDatabase filled() throws Exception {
    LegacyDatabase database = new LegacyDatabase();
    new OmsData(database.inside(), 200, 1).load();
    return database;
  }

  private BatchScheduler scheduler(Side side, OmsStore store, Erp erp) throws Exception {
    return new BatchScheduler(side, new BatchWork(side, store, erp, 200), TOKEN, new Hand());
  }

  /** So that it is the list of what was done that keeps an occurrence from running again. */
  private static void forget(LegacyDatabase database) throws Exception {
    try (var connection = database.open(database.engine());
        var statement = connection.createStatement()) {
      statement.execute("DELETE FROM oms.batch_runs");
    }
  }

  private String occurrence(String job) {
    return job + "@" + BatchScheduler.slot(job, now);
  }

  private static BatchObservation until(HttpBatch batch, String endpoint, String done) {
    BatchObservation seen = batch.observe(endpoint);
    while (!seen.done().contains(done)) {
      seen = batch.observe(endpoint);
    }
    return seen;
  }

  /** A clock that stands until it is moved. */
  private final class Hand extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private record Two(URI first, URI second) implements Endpoints {

    @Override
    public HttpEndpoint http(String name) {
      return new HttpEndpoint(name.equals("first") ? first : second, TOKEN);
    }

    @Override
    public DatabaseEndpoint database(String name) {
      throw new IllegalArgumentException(name);
    }

    @Override
    public DnsEndpoint dns(String name) {
      throw new IllegalArgumentException(name);
    }
  }
}
