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
import java.util.function.Predicate;

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
  private final String name;
  private final boolean keyed;
  private final int share;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  private MutatedTable(
      Random random, String name, boolean keyed, int share, Predicate<String> columns) {
    this.random = random;
    this.name = name;
    this.keyed = keyed;
    this.share = share;
    this.columns = KINDS.keySet().stream().filter(columns).toList();
    for (int i = 0; i < ROWS; i++) {
      rows.add(row());
    }
  }

  static MutatedTable keyed(Random random) {
    return new MutatedTable(random, "MUTATED", true, 5, column -> true);
  }

  static MutatedTable keyless(Random random) {
    return new MutatedTable(random, "MUTATED_WITHOUT_KEY", false, 1, column -> true);
  }

  /** Without what is digested where it is: two servers of one kind send the rows instead. */
  static MutatedTable sent(Random random) {
    List<String> digested = List.of("LONG_COL", "BLOB_COL");
    return new MutatedTable(
        random, "MUTATED_AND_SENT", true, 4, column -> !digested.contains(column));
  }

  /** How many tenths of the mutations are this table's. */
  int share() {
    return share;
  }

  private List<String> row() {
    List<String> row = new ArrayList<>();
    for (String column : columns) {
      row.add(random.nextInt(8) == 0 ? "NULL" : kind(column).make().apply(random));
    }
    return row;
  }

  /** The table with the same rows on both sides. */
  CorpusCase start() {
    Map<String, CorpusCase.Types> types = new LinkedHashMap<>();
    types.put("ID", new CorpusCase.Types("NUMBER(10)", "BIGINT"));
    for (String column : columns) {
      types.put(column, new CorpusCase.Types(kind(column).oracle(), kind(column).mysql()));
    }
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      literals.add((i + 1) + ", " + String.join(", ", rows.get(i)));
    }
    return new CorpusCase(
        "mutations",
        name,
        types,
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
    String table = side.table(name);
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
    int place = random.nextInt(columns.size());
    String column = columns.get(place);
    String old = rows.get(id - 1).get(place);
    String changed = changed(column, old, emptyIsNull);
    String set = "UPDATE " + table + " SET " + side.quoted(column) + " = ";
    List<String> found =
        keyed ? List.of("DIFFERENT " + id + "; " + column) : List.of("EXTRA x1", "MISSING x1");
    return new Mutation(set + changed + where, List.of(set + old + where), found);
  }

  private static Kind kind(String column) {
    return Objects.requireNonNull(KINDS.get(column), column);
  }

  private String changed(String column, String old, boolean emptyIsNull) {
    String made = old;
    while (made.equals(old)) {
      boolean blank = column.equals("TEXT_COL") && !old.equals("NULL") && random.nextInt(3) == 0;
      made =
          blank
              ? old.substring(0, old.length() - 1) + " '"
              : random.nextInt(6) == 0
                  ? "NULL"
                  : column.equals("TEXT_COL") && !emptyIsNull && random.nextInt(4) == 0
                      ? "''"
                      : kind(column).make().apply(random);
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
