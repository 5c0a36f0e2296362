package dev.cutover.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

/** A table with a column of every kind, and mutations of its rows that are known to differ. */
final class MutatedTable {

  private static final int ROWS = 40;
  private static final String LETTERS = "aAbB 'あアｱ〜～é;:N0|%_\\😀";

  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("INT_COL", new Kind("NUMBER(10)", "INT", r -> String.valueOf(r.nextInt())));
    KINDS.put(
        "UNSIGNED_COL",
        new Kind("NUMBER(20)", "BIGINT UNSIGNED", r -> Long.toUnsignedString(r.nextLong())));
    KINDS.put(
        "DECIMAL_COL", new Kind("NUMBER(24,6)", "DECIMAL(24,6)", r -> decimal(r.nextLong(), 6)));
    KINDS.put("FREE_COL", new Kind("NUMBER", "DECIMAL(30,10)", r -> decimal(r.nextLong(), 10)));
    KINDS.put("BIT_COL", new Kind("NUMBER(10)", "BIT(32)", r -> "" + r.nextInt(1 << 30)));
    KINDS.put(
        "DOUBLE_COL",
        new Kind(
            "BINARY_DOUBLE",
            "DOUBLE",
            r -> (r.nextDouble() * 1e9 + "e0").replace("E", "e").replaceAll("e(-?\\d+)e0", "e$1")));
    KINDS.put("TEXT_COL", new Kind("VARCHAR2(40)", "VARCHAR(40)", r -> text(r, 1 + r.nextInt(20))));
    KINDS.put("LONG_COL", new Kind("CLOB", "LONGTEXT", r -> text(r, 100 + r.nextInt(100))));
    KINDS.put(
        "DATE_COL",
        new Kind(
            "DATE",
            "DATE",
            r ->
                "DATE '%d-%02d-%02d'"
                    .formatted(1900 + r.nextInt(200), 1 + r.nextInt(12), 1 + r.nextInt(28))));
    KINDS.put(
        "TIME_COL",
        new Kind(
            "TIMESTAMP(6)",
            "DATETIME(6)",
            r ->
                "TIMESTAMP '%d-%02d-01 10:%02d:%02d.%06d'"
                    .formatted(
                        1900 + r.nextInt(200),
                        1 + r.nextInt(12),
                        r.nextInt(60),
                        r.nextInt(60),
                        r.nextInt(1_000_000))));
    KINDS.put(
        "CLOCK_COL",
        new Kind(
            "TIME(6)",
            "TIME(6)",
            r ->
                "'%02d:%02d:%02d.%06d'"
                    .formatted(r.nextInt(24), r.nextInt(60), r.nextInt(60), r.nextInt(1_000_000))));
    KINDS.put("BYTES_COL", new Kind("RAW(16)", "VARBINARY(16)", r -> bytes(r, 1 + r.nextInt(15))));
    KINDS.put("BLOB_COL", new Kind("BLOB", "LONGBLOB", r -> bytes(r, 50 + r.nextInt(50))));
  }

  private final Random random;
  private final boolean keyed;
  private final List<List<String>> rows = new ArrayList<>();

  private MutatedTable(Random random, boolean keyed) {
    this.random = random;
    this.keyed = keyed;
    for (int i = 0; i < ROWS; i++) {
      rows.add(row());
    }
  }

  static MutatedTable keyed(Random random) {
    return new MutatedTable(random, true);
  }

  static MutatedTable keyless(Random random) {
    return new MutatedTable(random, false);
  }

  /** How many tenths of the mutations are this table's. */
  int share() {
    return keyed ? 9 : 1;
  }

  private List<String> row() {
    List<String> row = new ArrayList<>();
    for (Kind kind : KINDS.values()) {
      row.add(random.nextInt(8) == 0 ? "NULL" : kind.make().apply(random));
    }
    return row;
  }

  /** The table with the same rows on both sides. */
  CorpusCase start() {
    Map<String, CorpusCase.Types> columns = new LinkedHashMap<>();
    columns.put("ID", new CorpusCase.Types("NUMBER(10)", "BIGINT"));
    KINDS.forEach(
        (name, kind) -> columns.put(name, new CorpusCase.Types(kind.oracle(), kind.mysql())));
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      literals.add((i + 1) + ", " + String.join(", ", rows.get(i)));
    }
    return new CorpusCase(
        "mutations",
        keyed ? "MUTATED" : "MUTATED_WITHOUT_KEY",
        columns,
        keyed ? List.of("ID") : List.of(),
        Map.of(),
        List.of(),
        literals,
        literals,
        List.of(),
        "equal",
        Map.of());
  }

  /** The next mutation of the target's table, and how it is undone. */
  Mutation next(CorpusSide side, boolean emptyIsNull) {
    String table = side.table(start().table());
    int id = 1 + random.nextInt(ROWS);
    String row = id + ", " + String.join(", ", rows.get(id - 1));
    String where = " WHERE " + side.quoted("ID") + " = ";
    String insert = "INSERT INTO " + table + " VALUES (";
    String delete = "DELETE FROM " + table + where;
    int kind = random.nextInt(10);
    if (kind == 0) {
      String found = keyed ? "MISSING " + id + ";" : "MISSING x1";
      return new Mutation(delete + id, List.of(insert + row + ")"), List.of(found));
    } else if (kind == 1) {
      if (!keyed) {
        return new Mutation(
            insert + row + ")", List.of(delete + id, insert + row + ")"), List.of("EXTRA x1"));
      }
      int added = ROWS + 1 + random.nextInt(1000);
      String other = added + ", " + String.join(", ", rows.get(id - 1));
      return new Mutation(
          insert + other + ")", List.of(delete + added), List.of("EXTRA " + added + ";"));
    }
    return cell(side, table, where + id, id, emptyIsNull);
  }

  private Mutation cell(CorpusSide side, String table, String where, int id, boolean emptyIsNull) {
    List<String> names = List.copyOf(KINDS.keySet());
    int column = random.nextInt(names.size());
    String name = names.get(column);
    String old = rows.get(id - 1).get(column);
    String changed = changed(name, old, emptyIsNull);
    String set = "UPDATE " + table + " SET " + side.quoted(name) + " = ";
    List<String> found =
        keyed ? List.of("DIFFERENT " + id + "; " + name) : List.of("EXTRA x1", "MISSING x1");
    return new Mutation(set + changed + where, List.of(set + old + where), found);
  }

  private String changed(String name, String old, boolean emptyIsNull) {
    Kind kind = Objects.requireNonNull(KINDS.get(name), name);
    String made = old;
    while (made.equals(old)) {
      boolean blank = name.equals("TEXT_COL") && !old.equals("NULL") && random.nextInt(3) == 0;
      made =
          blank
              ? old.substring(0, old.length() - 1) + " '"
              : random.nextInt(6) == 0
                  ? "NULL"
                  : name.equals("TEXT_COL") && !emptyIsNull && random.nextInt(4) == 0
                      ? "''"
                      : kind.make().apply(random);
    }
    return made;
  }

  private static String decimal(long digits, int scale) {
    return BigDecimal.valueOf(digits, scale).toPlainString();
  }

  private static String text(Random random, int length) {
    int[] letters = LETTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder("'x");
    for (int i = 0; i < length; i++) {
      String letter = Character.toString(letters[random.nextInt(letters.length)]);
      text.append(letter.equals("'") ? "''" : letter);
    }
    return text.append('\'').toString();
  }

  private static String bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return "X'" + HexFormat.of().formatHex(bytes) + "'";
  }

  /**
   * @param make makes a literal that all databases read alike
   */
  private record Kind(String oracle, String mysql, Function<Random, String> make) {}

  /** A statement, those that undo it, and what must be found in between. */
  record Mutation(String does, List<String> undoes, List<String> found) {}
}
