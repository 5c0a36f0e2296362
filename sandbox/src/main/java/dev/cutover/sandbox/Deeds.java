package dev.cutover.sandbox;

import dev.cutover.sandbox.fault.FaultCase;
import dev.cutover.sandbox.fault.Interception;
import dev.cutover.sandbox.fault.Interception.Way;
import dev.cutover.sandbox.fault.Part;
import dev.cutover.sandbox.fault.Proxy;
import java.time.Duration;
import java.util.Objects;

/** The deed of each fault. */
final class Deeds {

  private static final Duration LATE = Duration.ofSeconds(5);

  private Deeds() {}

  static Deed of(FaultCase fault, Ground ground) {
    World world = ground.world();
    return switch (fault.does()) {
      case KILL -> new Kill(ground, fault.to());
      case STOP -> new Stopped(ground.workers());
      case SLOW ->
          wires(
              ground,
              fault,
              wire -> wire.slow(roundTrip(fault)),
              fault.to().contains(Part.DNS)
                  ? () -> ground.wiring().questions().slow(roundTrip(fault))
                  : () -> {});
      case CUT -> wires(ground, fault, Proxy::cut, () -> loseQuestions(ground, fault));
      case RESET -> wires(ground, fault, Proxy::reset, () -> {});
      case BLACK_HOLE -> wires(ground, fault, Proxy::blackHole, () -> loseQuestions(ground, fault));
      case SLOW_CLOSE -> wires(ground, fault, wire -> wire.closeSlowly(LATE), () -> {});
      case LOSE_REQUEST -> intercept(ground, fault, Interception.next(Way.LOSE_REQUEST));
      case LOSE_ANSWER -> intercept(ground, fault, Interception.next(Way.LOSE_ANSWER));
      case LOSE_COMMIT -> intercept(ground, fault, Interception.commit(Way.LOSE_REQUEST));
      case LOSE_COMMIT_ANSWER -> intercept(ground, fault, Interception.commit(Way.LOSE_ANSWER));
      case UNAVAILABLE -> answering(ground, fault, "503 Service Unavailable", "{}");
      case WRONG_ANSWER -> answering(ground, fault, "200 OK", "[\"something else\"]");
      case CLOCK_AHEAD -> new WrongClock(ground.workers(), WrongClock.BY);
      case CLOCK_BEHIND -> new WrongClock(ground.workers(), WrongClock.BY.negated());
      case READ_ONLY -> new ReadOnly(world.targetDatabase);
      case CONNECTIONS_EXHAUSTED -> new ConnectionsExhausted(world.targetDatabase);
      case DISK_FULL -> new DiskFull(world.directory().resolve("mariadb"), world.targetDatabase);
      case DEADLOCK -> new Contention(world.targetDatabase);
      case OPEN_TRANSACTION -> new OpenTransaction(world.legacyDatabase);
      case SOURCE_DDL -> new SourceDdl(world.legacyDatabase);
      case DNS_UPDATE_LOST -> intercept(ground, fault, dnsUpdate(Way.LOSE_REQUEST));
      case DNS_ANSWER_LOST -> intercept(ground, fault, dnsUpdate(Way.LOSE_ANSWER));
      case DNS_UPDATE_LATE, DNS_ZOMBIE -> new LateUpdate(ground);
      case DNS_CHANGED_BY_HAND -> new ChangedByHand(ground);
      case DNS_SERVER_STALE -> new StaleServer(world);
      case CORE_FUNCTION -> world.targetOms::breakOrderReceipt;
      case HANG -> world.targetOms::hang;
      case ORDER_ROLLBACK -> new OrderRollback(ground);
      case CANCEL -> new TemporalVerbs(ground)::cancel;
      case TERMINATE -> new TemporalVerbs(ground)::terminate;
      case OFFLINE_ROLLBACK -> new OfflineRollback(ground, new Kill(ground, fault.to()));
      case SECOND_START -> new TemporalVerbs(ground)::startAgain;
      case MALFORMED_SIGNALS -> new TemporalVerbs(ground)::malformedSignals;
    };
  }

  private static Duration roundTrip(FaultCase fault) {
    return Duration.ofMillis(Objects.requireNonNull(fault.millis(), "millis"));
  }

  private static Interception dnsUpdate(Way way) {
    return Interception.dnsUpdate(way, update -> {});
  }

  private static void loseQuestions(Ground ground, FaultCase fault) {
    if (fault.to().contains(Part.DNS)) {
      ground.wiring().questions().lose();
    }
  }

  private static Deed intercept(Ground ground, FaultCase fault, Interception next) {
    return wires(ground, fault, wire -> wire.intercept(next), () -> {});
  }

  private static Deed answering(Ground ground, FaultCase fault, String status, String body) {
    String answer =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return wires(ground, fault, wire -> wire.answer(answer), () -> {});
  }

  private static Deed wires(Ground ground, FaultCase fault, Touch touch, Runnable datagrams) {
    return new Deed() {
      @Override
      public void begin() throws Exception {
        for (Part part : fault.to()) {
          touch.on(ground.wiring().to(part));
        }
        datagrams.run();
      }

      @Override
      public void mend() throws Exception {
        for (Part part : fault.to()) {
          ground.wiring().to(part).mend();
        }
        ground.wiring().questions().mend();
      }
    };
  }

  /** What is done to a wire. */
  private interface Touch {
    void on(Proxy wire) throws Exception;
  }
}
