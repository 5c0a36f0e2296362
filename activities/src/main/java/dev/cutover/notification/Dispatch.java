package dev.cutover.notification;

import dev.cutover.activity.NotificationActivities.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells by all channels at once, so that none waits for another, until the time is up. */
final class Dispatch {

  private final Duration limit;

  Dispatch(Duration limit) {
    this.limit = limit;
  }

  /**
   * @param before what earlier attempts settled
   * @param settled is told what is, as each channel ends and leaves something to do
   */
  Deliveries tell(
      List<Channel> channels,
      Notice notice,
      Stamp stamp,
      Deliveries before,
      Consumer<Deliveries> settled) {
    long end = System.nanoTime() + limit.toNanos();
    List<String> receivers = new ArrayList<>();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      CompletionService<List<Delivery>> ended = new ExecutorCompletionService<>(threads);
      for (Channel channel : channels) {
        List<String> missing = before.missing(channel.receivers(notice));
        if (!missing.isEmpty()) {
          receivers.addAll(missing);
          ended.submit(() -> told(channel, notice, stamp, missing));
        }
      }
      Deliveries now = before;
      while (!now.missing(receivers).isEmpty()) {
        Future<List<Delivery>> next = ended.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          String why = "does not end within " + limit.toSeconds() + " s";
          return now.and(Delivery.toEach(now.missing(receivers), Outcome.failed(why)));
        }
        now = now.and(next.get());
        if (!now.missing(receivers).isEmpty() || !now.settled().equals(now)) {
          settled.accept(now.settled());
        }
      }
      return now;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      // Interrupts whoever is still at it: what was given up is not to arrive later.
      threads.shutdownNow();
    }
  }

  private static List<Delivery> told(
      Channel channel, Notice notice, Stamp stamp, List<String> receivers) {
    try {
      return channel.tell(notice, stamp, receivers);
    } catch (RuntimeException e) {
      // The kind alone: its text may hold what a history must not keep.
      String why = "was not possible (" + e.getClass().getSimpleName() + ")";
      return Delivery.toEach(receivers, Outcome.failed(why));
    }
  }
}
