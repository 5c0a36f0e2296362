package dev.cutover.database;

import dev.cutover.plan.Table.ColumnRule;
import java.util.Locale;
import java.util.Objects;

/**
 * A column as the catalog names it.
 *
 * @param kind what it is compared and carried as
 * @param scale decimal places that a number is compared in, digits of a fraction of a second
 * @param position in the table's own order, from 1
 * @param stored how its own database holds it
 * @param rule what the plan says of it
 */
public record Column(
    String name, Kind kind, int scale, int position, Stored stored, ColumnRule rule) {

  /** A column that is stored as its kind is, and that the plan says nothing of. */
  public Column(String name, Kind kind, int scale, int position) {
    this(name, kind, scale, position, new Stored("", Form.PLAIN, scale, 0), ColumnRule.NONE);
  }

  /** How a column's values are read, written and digested. */
  public enum Kind {
    NUMBER,
    /** IEEE 754, which no database prints bit by bit. */
    FLOATING,
    TEXT,
    LONG_TEXT,
    JSON,
    /** A date with its time of day. */
    TIME,
    /** Hours, minutes and seconds, more than a day's and negative ones too. */
    CLOCK,
    BINARY,
    LONG_BINARY;

    /** Whether databases can't digest it alike, so that it is digested here. */
    public boolean isDigestedInJava() {
      return this == FLOATING || this == JSON;
    }

    /** Whether its digest stands for it in a row's text. */
    public boolean isLong() {
      return this == LONG_TEXT || this == LONG_BINARY;
    }

    boolean isText() {
      return this == TEXT || this == LONG_TEXT;
    }

    boolean isBinary() {
      return this == BINARY || this == LONG_BINARY;
    }
  }

  /** A type that is not yet what its kind is; the dialect leads from one to the other. */
  public enum Form {
    PLAIN,
    /** A number with as many decimals as each value has. */
    UNSCALED,
    BOOLEAN,
    BITS,
    YEAR,
    SINGLE,
    DATE,
    INSTANT,
    UUID,
    /** A text of a list, as SET is too. */
    ENUM,
    JSON
  }

  /**
   * How a database holds a column.
   *
   * @param type as the database calls it, without its length
   * @param digits decimal places, or digits of a fraction of a second, that it can hold
   * @param length characters of a text, bytes of a binary; 0 where that does not matter
   */
  public record Stored(String type, Form form, int digits, long length) {}

  /** The name by which the same column is known on either side. */
  public String key() {
    return name.toUpperCase(Locale.ROOT);
  }

  public Form form() {
    return stored.form();
  }

  Column as(Kind other) {
    return new Column(name, other, scale, position, stored, rule);
  }

  Column scaled(int decimals) {
    return new Column(name, kind, decimals, position, stored, rule);
  }

  Column under(ColumnRule given) {
    return new Column(name, kind, scale, position, stored, given);
  }

  /** The same with empty texts taken for none. */
  Column held() {
    return kind.isText() ? under(rule.withEmptyAsNull()) : this;
  }

  /** Decimal places that are left of a number, the plan's rule applied. */
  int decimals() {
    return Math.min(stored.digits(), Objects.requireNonNullElse(rule.scale(), stored.digits()));
  }
}
