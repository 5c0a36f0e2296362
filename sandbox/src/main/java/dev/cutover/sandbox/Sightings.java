package dev.cutover.sandbox;

import dev.cutover.plan.Side;
import dev.cutover.sandbox.BusinessWriter.Seen;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What became of writes that were tried on both sides in turn. A write accepted on one side between
 * two accepted on the other without a refusal between means that both were writable at once.
 */
final class Sightings {

  /** As many tries may fail for other reasons before a side no longer counts as seen. */
  private static final int LATELY = 10;

  private final Map<Side, Track> tracks = new EnumMap<>(Side.class);
  private long bothWritable;

  Sightings() {
    for (Side side : Side.values()) {
      tracks.put(side, new Track());
    }
  }

  /** An attempt that did not reach the fence says nothing of it: what was seen before stands. */
  synchronized void add(Side side, Seen what) {
    Track track = track(side);
    track.counts.merge(what, 1L, Long::sum);
    track.sinceAccepted++;
    if (what == Seen.ACCEPTED) {
      bothWritable += track.writable ? track.otherAccepted : 0;
      track(side.other()).otherAccepted++;
      track.sinceAccepted = 0;
    }
    if (what == Seen.ACCEPTED || what == Seen.REFUSED) {
      track.otherAccepted = 0;
      track.writable = what == Seen.ACCEPTED;
    }
  }

  synchronized long bothWritable() {
    return bothWritable;
  }

  synchronized long count(Side side, Seen what) {
    return track(side).counts.getOrDefault(what, 0L);
  }

  /** Whether a write was accepted here in the end; one who sees nothing any more can't say so. */
  synchronized boolean acceptedLately(Side side) {
    return track(side).sinceAccepted < LATELY && count(side, Seen.ACCEPTED) > 0;
  }

  private Track track(Side side) {
    return Objects.requireNonNull(tracks.get(side));
  }

  /** What was seen of one side. */
  private static final class Track {

    private final Map<Seen, Long> counts = new EnumMap<>(Seen.class);
    private boolean writable;
    private long otherAccepted;
    private int sinceAccepted;
  }
}
