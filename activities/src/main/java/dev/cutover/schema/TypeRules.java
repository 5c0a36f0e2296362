package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.database.ColumnFacts.Trait;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Side;
import java.math.BigInteger;

/** Whether the target's column can hold every value that legacy's can. */
final class TypeRules {

  private final Found found;
  private final TextRules texts;
  private final TimeRules times;
  private final BinaryRules binaries;

  TypeRules(Found found) {
    this.found = found;
    this.texts = new TextRules(found);
    this.times = new TimeRules(found);
    this.binaries = new BinaryRules(found);
  }

  void check(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    ColumnFacts b = pair.target();
    boolean legacyFits = !isUnsupported(pair, Side.LEGACY, a);
    boolean targetFits = !isUnsupported(pair, Side.TARGET, b);
    if (!legacyFits || !targetFits) {
      return;
    }
    if (!pair.isComparable()) {
      found.pair(SchemaFinding.TYPE_DIFFERS, pair, "give both one kind of type");
      return;
    }
    switch (a.family()) {
      case NUMBER -> numbers(pair);
      case SINGLE, DOUBLE -> floats(pair);
      case TIME, DAY, ZONED, INSTANT -> times.check(pair);
      case CLOCK -> times.fraction(pair);
      case BINARY, FIXED_BINARY, LONG_BINARY -> binaries.check(pair);
      default -> {
        if (b.family().isBinary()) {
          binaries.uuid(pair);
        } else {
          texts.check(pair);
        }
      }
    }
  }

  private boolean isUnsupported(ColumnPair pair, Side side, ColumnFacts column) {
    boolean unsupported = column.family() == Family.UNSUPPORTED;
    if (unsupported) {
      found.column(
          SchemaFinding.UNSUPPORTED_TYPE,
          side,
          pair.table(),
          pair.name(),
          column.declared()
              + " has no form that is safe to compare: leave the column out in the plan (columns,"
              + " ignore), with the reason");
    }
    return unsupported;
  }

  private void numbers(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    ColumnFacts b = pair.target();
    BigInteger most = b.largest();
    Integer scale = a.scale();
    Integer places = b.scale();
    if (scale == null && places != null) {
      found.pair(
          SchemaFinding.NUMBER_WITHOUT_SCALE,
          pair,
          "legacy's may have more digits than the target's: look for its longest, and size by it");
      return;
    }
    BigInteger needed = a.largest();
    if (most != null && (needed == null || needed.compareTo(most) > 0)) {
      found.pair(SchemaFinding.NUMBER_TOO_LONG, pair, "give the target's more digits");
    } else if (b.is(Trait.UNSIGNED) && !a.is(Trait.UNSIGNED)) {
      found.pair(SchemaFinding.NUMBER_TOO_LONG, pair, "the target's takes no negative number");
    }
    if (scale != null && places != null && scale > places) {
      Integer rounded = pair.rule().scale();
      if (rounded != null && rounded <= places) {
        found.ruled(
            SchemaFinding.NUMBER_SCALE_TOO_SHORT,
            pair,
            "the plan rounds it to " + rounded + " decimal places");
      } else {
        found.pair(
            SchemaFinding.NUMBER_SCALE_TOO_SHORT,
            pair,
            "give the target's more decimal places, or the column a rule 'scale' in the plan");
      }
    }
  }

  private void floats(ColumnPair pair) {
    if (pair.legacy().family() == Family.DOUBLE && pair.target().family() == Family.SINGLE) {
      found.pair(
          SchemaFinding.FLOAT_TOO_SHORT,
          pair,
          "the target's keeps 24 of legacy's 53 bits: make it a DOUBLE");
    }
  }
}
