package dev.cutover.database;

import dev.cutover.plan.TimePrecision;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A value as the column that it is written to can hold it. Databases round what is too fine, some
 * without a word; here it is cut as the plan's rule says, or refused.
 */
final class Fitting {

  private static final String DATA_EXCEPTION = "22000";

  private Fitting() {}

  static @Nullable Object of(Column column, @Nullable Object value) throws SQLException {
    if (value instanceof BigDecimal number) {
      return number(column, number);
    } else if (value instanceof LocalDateTime time) {
      return time(column, time);
    }
    return value;
  }

  private static BigDecimal number(Column column, BigDecimal value) throws SQLException {
    Integer rule = column.rule().scale();
    BigDecimal rounded =
        rule != null && value.scale() > rule ? value.setScale(rule, RoundingMode.HALF_UP) : value;
    if (column.form() != Column.Form.UNSCALED
        && rounded.scale() > column.stored().digits()
        && rounded.stripTrailingZeros().scale() > column.stored().digits()) {
      throw tooFine(column, "decimals", "scale");
    }
    return rounded;
  }

  private static LocalDateTime time(Column column, LocalDateTime value) throws SQLException {
    TimePrecision rule = column.rule().time();
    LocalDateTime given = rule == null ? value : cut(value, rule.unit());
    LocalDateTime held = held(column, given);
    if (!held.equals(given)) {
      throw tooFine(column, "digits of time", "time");
    }
    return held;
  }

  private static LocalDateTime cut(LocalDateTime value, ChronoUnit unit) {
    return value.truncatedTo(unit);
  }

  private static LocalDateTime held(Column column, LocalDateTime value) {
    if (column.form() == Column.Form.DATE) {
      return value.truncatedTo(ChronoUnit.DAYS);
    }
    long step = (long) Math.pow(10, 9 - Math.min(9, column.stored().digits()));
    long nanos = value.getLong(ChronoField.NANO_OF_SECOND);
    return value.with(ChronoField.NANO_OF_SECOND, nanos / step * step);
  }

  private static SQLException tooFine(Column column, String what, String rule) {
    return new SQLException(
        "column "
            + column.name()
            + ": a value has more "
            + what
            + " than it can hold: widen the column, or give it a rule '"
            + rule
            + "' in the plan",
        DATA_EXCEPTION);
  }
}
