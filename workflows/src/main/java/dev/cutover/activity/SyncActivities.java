package dev.cutover.activity;

import dev.cutover.plan.Side;
import dev.cutover.plan.SourceLimit;
import dev.cutover.plan.Table;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves rows between the databases: bulk copy, journal delta, the way back, sequences. */
@ActivityInterface(namePrefix = "Sync")
public interface SyncActivities {

  /**
   * Engine tables and triggers on one side; the target's fence starts CLOSED. What stands as it
   * should is left alone. A trigger is made anew only while legacy is OPEN or the target CLOSED.
   */
  void prepare(Database database, List<Table> tables);

  /**
   * What stands in the way of a cutover: what the schema check finds and nobody has waived, and
   * triggers that are missing. Empty if nothing; heartbeats.
   */
  List<String> findings(Databases databases, SchemaScope scope);

  /**
   * Cuts a table into key ranges that can be copied at the same time. Ranges once laid are kept, so
   * that what is marked as copied is; a target that was emptied has them laid anew.
   */
  List<Shard> split(Databases databases, Table table, int chunkRows);

  /** Copies one shard chunk by chunk; resumes behind the chunks that are marked as done. */
  Copied copy(
      Conductor conductor,
      Databases databases,
      Shard shard,
      int chunkRows,
      @Nullable SourceLimit sourceLimit);

  /**
   * Limits what all copies to a target write together, from their next chunk on; chunks that wait
   * learn of it within seconds.
   *
   * @param rowsPerSecond 0 for no limit
   */
  void throttle(Database target, long rowsPerSecond);

  /**
   * Carries what the journal of side {@code from} names to the other side, in rounds, until it is
   * empty or {@code maxRounds} is reached.
   */
  Delta delta(
      Conductor conductor, Databases databases, Side from, List<Table> tables, int maxRounds);

  /**
   * Carries what the target's journal names to legacy and compares each key. What legacy refuses,
   * rows and deletions alike, is listed in the engine's table on the target, never dropped.
   */
  CarriedBack carryBack(Conductor conductor, Databases databases, List<Table> tables);

  /**
   * Takes back what a rehearsal has left on a side: the engine's tables but for fence, tokens and
   * ledger; on the target also the rows of the plan's tables. Triggers are laid anew.
   *
   * @return rows that were deleted from the plan's tables
   */
  long reset(Conductor conductor, Database database, List<Table> tables);

  /** Journal rows of a side that wait to be carried. */
  long lag(Database database);

  /** Sets the sequences of side {@code to} beyond every key in use on either side. */
  List<AlignedSequence> alignSequences(
      Conductor conductor, Databases databases, Side to, List<Table> tables);

  /**
   * Rows of a table with {@code from < key <= to}, as legacy sorts keys.
   *
   * @param from exclusive; a key as the journal writes it, or its first columns, which stand for
   *     all rows that begin with them; null for the table's start
   * @param to inclusive, likewise; null for the table's end
   * @param rows estimated
   */
  record Shard(Table table, int number, @Nullable String from, @Nullable String to, long rows) {}

  /**
   * @param rows rows that were copied, by this attempt and those before it, of any run
   * @param resumedRows how many of them were copied before this attempt
   */
  record Copied(String table, int shard, long rows, long resumedRows) {}

  /**
   * What a delta moved, and what is left in the journal.
   *
   * @param left rows
   * @param age how long ago the oldest of them was committed at most, by the clock of their
   *     database; zero if nothing is left, null if no round has seen all that was there
   */
  record Delta(int rounds, long upserted, long deleted, long left, @Nullable Duration age) {

    /** The lag in rows and in seconds, rounded up. */
    public String lag() {
      String oldest =
          age == null
              ? ", the oldest for an unknown time"
              : ", the oldest for " + age.plusMillis(999).toSeconds() + " s at most";
      return left + " in the journal" + (left == 0 ? "" : oldest);
    }
  }

  /**
   * What was carried, and all that is listed to be decided, whichever attempt listed it.
   *
   * @param keys keys that this attempt carried
   * @param refusedKeys how many rows or deletions legacy would not take
   * @param unequalKeys how many others differ after the carrying
   * @param refused at most 20 of the refused, {@code table:key: reason}
   * @param unequal at most 20 of the unequal, {@code table:key}
   */
  record CarriedBack(
      long keys, long refusedKeys, long unequalKeys, List<String> refused, List<String> unequal) {}

  /** A key generator and the next value it will give. */
  record AlignedSequence(String name, long next) {}
}
