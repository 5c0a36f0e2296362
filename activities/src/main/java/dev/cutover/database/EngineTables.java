package dev.cutover.database;

import java.util.List;

/** The engine's tables, with the types of one database filled in. */
final class EngineTables {

  private EngineTables() {}

  /**
   * @param name how a table is called in full
   * @param text type of up to 400 characters, compared by their bytes
   * @param longText type of long text
   * @param time type of an instant with microseconds
   * @param number type of a 64-bit number
   * @param identity column that numbers rows by itself, as the primary key
   * @param gate what else the fence has, behind a comma; empty for nothing
   * @param gated likewise the journal
   */
  static List<String> ddl(
      java.util.function.UnaryOperator<String> name,
      String text,
      String longText,
      String time,
      String number,
      String identity,
      String gate,
      String gated) {
    String shortText = text.replace("400", "100");
    return List.of(
        "CREATE TABLE "
            + name.apply("fence")
            + " (sys "
            + shortText
            + " NOT NULL, env "
            + shortText
            + " NOT NULL, state "
            + shortText
            + " NOT NULL, epoch "
            + number
            + " NOT NULL, attempt "
            + shortText
            + " NOT NULL, lease_until "
            + time
            + ", incarnation "
            + shortText
            + " NOT NULL, PRIMARY KEY (sys, env)"
            + gate
            + ")",
        "CREATE TABLE "
            + name.apply("token")
            + " (lever "
            + text
            + " NOT NULL, epoch "
            + number
            + " NOT NULL, attempt "
            + number
            + " NOT NULL, PRIMARY KEY (lever))",
        "CREATE TABLE "
            + name.apply("journal")
            + " (id "
            + identity
            + ", tab "
            + shortText
            + " NOT NULL, pk "
            + text
            + " NOT NULL"
            + gated
            + ")",
        "CREATE TABLE "
            + name.apply("dirty")
            + " (id "
            + number
            + " NOT NULL, tab "
            + shortText
            + " NOT NULL, pk "
            + text
            + " NOT NULL, PRIMARY KEY (id))",
        "CREATE TABLE "
            + name.apply("chunk")
            + " (tab "
            + shortText
            + " NOT NULL, shard "
            + number
            + " NOT NULL, from_key "
            + text
            + ", to_key "
            + text
            + ", estimated "
            + number
            + " NOT NULL, last_key "
            + text
            + ", copied "
            + number
            + " NOT NULL, done "
            + number
            + " NOT NULL, PRIMARY KEY (tab, shard))",
        "CREATE TABLE "
            + name.apply("certificate")
            + " (tab "
            + shortText
            + " NOT NULL, shard "
            + number
            + " NOT NULL, from_key "
            + text
            + ", to_key "
            + text
            + ", estimated "
            + number
            + " NOT NULL, digests "
            + shortText
            + ", prints "
            + shortText
            + ", seal "
            + shortText
            + ", made_at "
            + time
            + ", PRIMARY KEY (tab, shard))",
        "CREATE TABLE "
            + name.apply("seal")
            + " (tab "
            + shortText
            + " NOT NULL, shard "
            + number
            + " NOT NULL, seal "
            + shortText
            + " NOT NULL, PRIMARY KEY (tab, shard))",
        "CREATE TABLE "
            + name.apply("discrepancy")
            + " (attempt "
            + shortText
            + " NOT NULL, tab "
            + shortText
            + " NOT NULL, shard "
            + number
            + " NOT NULL, pk "
            + text
            + " NOT NULL, kind "
            + shortText
            + " NOT NULL, cols "
            + longText
            + ", vals "
            + longText
            + ", PRIMARY KEY (attempt, tab, shard, pk))",
        "CREATE TABLE "
            + name.apply("repair")
            + " (id "
            + identity
            + ", attempt "
            + shortText
            + " NOT NULL, tab "
            + shortText
            + " NOT NULL, pk "
            + text
            + " NOT NULL, kind "
            + shortText
            + " NOT NULL, vals_before "
            + longText
            + ", vals_after "
            + longText
            + ", made_at "
            + time
            + " NOT NULL)",
        "CREATE TABLE "
            + name.apply("proof")
            + " (tab "
            + shortText
            + " NOT NULL, stmt "
            + longText
            + " NOT NULL, trigger_hash "
            + shortText
            + " NOT NULL, fingerprint "
            + shortText
            + " NOT NULL, PRIMARY KEY (tab))",
        "CREATE TABLE "
            + name.apply("ledger")
            + " (id "
            + shortText
            + " NOT NULL, seq "
            + number
            + " NOT NULL, prev_hash "
            + shortText
            + " NOT NULL, hash "
            + shortText
            + " NOT NULL, attempt "
            + shortText
            + " NOT NULL, entry "
            + longText
            + " NOT NULL, PRIMARY KEY (id), UNIQUE (seq))",
        "CREATE TABLE "
            + name.apply("refused")
            + " (tab "
            + shortText
            + " NOT NULL, pk "
            + text
            + " NOT NULL, kind "
            + shortText
            + " NOT NULL, reason "
            + text
            + " NOT NULL, PRIMARY KEY (tab, pk))",
        "CREATE TABLE "
            + name.apply("throttle")
            + " (what "
            + shortText
            + " NOT NULL, rows_per_second "
            + number
            + " NOT NULL, free_at "
            + time
            + " NOT NULL, PRIMARY KEY (what))");
  }
}
