package dev.cutover.sandbox.memory;

import dev.cutover.plan.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of both sides, and the journals that the business's writes leave. */
public final class MemoryRows {

  private final Map<Side, Database> databases = new EnumMap<>(Side.class);
  private long entries;

  MemoryRows() {
    for (Side side : Side.values()) {
      databases.put(side, new Database());
    }
  }

  /** Where a row stands. */
  public record RowKey(String table, String key) implements Comparable<RowKey> {
    @Override
    public int compareTo(RowKey other) {
      int tables = table.compareTo(other.table);
      return tables == 0 ? key.compareTo(other.key) : tables;
    }
  }

  /**
   * @param reference by which whoever wrote it knows it again
   * @param version counts its changes
   * @param sent whether its effect outside was told of
   */
  public record Row(String reference, long version, boolean sent) {}

  private static final class Database {
    private final SortedMap<RowKey, Row> rows = new TreeMap<>();
    private final SortedMap<RowKey, Long> journal = new TreeMap<>();
    private final List<Runnable> open = new ArrayList<>();
    private long sequence = 1;
    private long written;
  }

  private Database of(Side side) {
    return Objects.requireNonNull(databases.get(side));
  }

  /** A write of the business, which the triggers journal; null deletes. */
  public synchronized void write(Side side, RowKey key, @Nullable Row row) {
    put(side, key, row);
    of(side).journal.put(key, ++entries);
  }

  /** A write of the engine, or of nobody who leaves a trace. */
  public synchronized void put(Side side, RowKey key, @Nullable Row row) {
    Database database = of(side);
    database.written++;
    if (row == null) {
      database.rows.remove(key);
    } else {
      database.rows.put(key, row);
    }
  }

  public synchronized @Nullable Row row(Side side, RowKey key) {
    return of(side).rows.get(key);
  }

  public synchronized SortedMap<RowKey, Row> rows(Side side) {
    return new TreeMap<>(of(side).rows);
  }

  /** What waits to be carried, with the number of each entry. */
  public synchronized SortedMap<RowKey, Long> journal(Side side) {
    return new TreeMap<>(of(side).journal);
  }

  /** Forgets entries, but for keys that were written again meanwhile. */
  synchronized void carried(Side side, Map<RowKey, Long> carried) {
    carried.forEach((key, entry) -> of(side).journal.remove(key, entry));
  }

  /** The next number of the side's sequence. */
  public synchronized long next(Side side) {
    return of(side).sequence++;
  }

  synchronized long align(Side side) {
    long next = Math.max(of(Side.LEGACY).sequence, of(Side.TARGET).sequence);
    of(side).sequence = next;
    return next;
  }

  /** How often rows of a side were written, by whomever. */
  public synchronized long written(Side side) {
    return of(side).written;
  }

  /** A transaction that has passed the fence and commits later. */
  public synchronized void begin(Side side, Runnable commit) {
    of(side).open.add(commit);
  }

  /** Lets open transactions end. */
  public void drain(Side side) {
    List<Runnable> ending;
    synchronized (this) {
      ending = List.copyOf(of(side).open);
      of(side).open.clear();
    }
    ending.forEach(Runnable::run);
  }

  /** Keys of a table that differ, and that no journal says are on their way. */
  synchronized List<RowKey> unequal(String table) {
    SortedMap<RowKey, Row> all = new TreeMap<>(of(Side.LEGACY).rows);
    all.putAll(of(Side.TARGET).rows);
    return all.keySet().stream()
        .filter(key -> key.table().equals(table))
        .filter(key -> !Objects.equals(row(Side.LEGACY, key), row(Side.TARGET, key)))
        .filter(key -> !of(Side.LEGACY).journal.containsKey(key))
        .filter(key -> !of(Side.TARGET).journal.containsKey(key))
        .toList();
  }
}
