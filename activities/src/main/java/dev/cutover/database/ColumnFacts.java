package dev.cutover.database;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column as far as it matters whether another database's can hold the same values.
 *
 * @param declared the type as a person would write it
 * @param largest the largest whole number; null if there is no limit, or none is a number
 * @param scale decimal places; null for as many as a value has
 * @param chars longest text in characters
 * @param bytes longest text or bytes in bytes; {@link Long#MAX_VALUE} if only characters count
 * @param fraction digits of a fraction of a second
 * @param charset as the catalog names it; empty if it is no text
 * @param collation likewise
 */
public record ColumnFacts(
    String name,
    String declared,
    Family family,
    @Nullable BigInteger largest,
    @Nullable Integer scale,
    long chars,
    long bytes,
    int fraction,
    String charset,
    String collation,
    Set<Trait> traits) {

  /** What kind of values it holds. */
  public enum Family {
    NUMBER,
    /** IEEE 754 of 32 bits. */
    SINGLE,
    /** IEEE 754 of 64 bits. */
    DOUBLE,
    TEXT,
    FIXED_TEXT,
    LONG_TEXT,
    /** ENUM and SET: texts of a list. */
    LIST,
    JSON,
    UUID,
    /** A date with its time of day. */
    TIME,
    /** A day without its time. */
    DAY,
    /** A time with a zone. */
    ZONED,
    /** MySQL's TIMESTAMP: 1970 to 2038, shown in the zone of each session. */
    INSTANT,
    /** Hours, minutes and seconds without a date. */
    CLOCK,
    BINARY,
    FIXED_BINARY,
    LONG_BINARY,
    /** What has no form that is safe to compare. */
    UNSUPPORTED;

    public boolean isText() {
      return this == TEXT || this == FIXED_TEXT || this == LONG_TEXT || this == LIST;
    }

    public boolean isFloating() {
      return this == SINGLE || this == DOUBLE;
    }

    public boolean isTime() {
      return this == TIME || this == DAY || isInstant();
    }

    /** Whether a value is a moment, which each session may print in a zone of its own. */
    public boolean isInstant() {
      return this == ZONED || this == INSTANT;
    }

    public boolean isBinary() {
      return this == BINARY || this == FIXED_BINARY || this == LONG_BINARY;
    }

    public boolean isLong() {
      return this == LONG_TEXT || this == LONG_BINARY;
    }
  }

  /** What else is to be known of it. */
  public enum Trait {
    NULLABLE,
    HAS_DEFAULT,
    IDENTITY,
    GENERATED,
    INVISIBLE,
    UNSIGNED
  }

  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** The name by which the same column is known on either side. */
  public String key() {
    return name.toUpperCase(Locale.ROOT);
  }

  /** The largest whole number of so many decimal digits; null if that is no limit. */
  static @Nullable BigInteger largest(long digits) {
    return digits < 0 || digits > 1_000
        ? null
        : BigDecimal.TEN.pow((int) digits).toBigInteger().subtract(BigInteger.ONE);
  }
}
