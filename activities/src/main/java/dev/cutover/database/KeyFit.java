package dev.cutover.database;

import dev.cutover.database.Column.Form;
import dev.cutover.database.Column.Kind;
import dev.cutover.plan.Table;
import dev.cutover.plan.Table.ColumnRule;
import java.util.ArrayList;
import java.util.List;

/** Whether the journal can name rows by a key: its text must be the same on either side. */
final class KeyFit {

  /** Half the characters of the journal's key column, which holds two digits a byte. */
  private static final int MOST_BYTES = 190;

  private KeyFit() {}

  static List<String> misfits(TableShape legacy, TableShape target, Table table) {
    List<String> misfits = new ArrayList<>();
    for (Column a : legacy.key()) {
      for (Column b : target.key()) {
        if (a.key().equals(b.key())) {
          String why = misfit(a, b);
          if (!why.isEmpty()) {
            misfits.add("key column " + a.key() + " " + why);
          }
        }
      }
      if (!table.rule(a.name()).equals(ColumnRule.NONE)) {
        misfits.add("key column " + a.key() + " has a rule: a key is compared as it is");
      }
    }
    return misfits;
  }

  private static String misfit(Column a, Column b) {
    if (a.kind() == Kind.LONG_TEXT || b.kind() == Kind.LONG_TEXT) {
      return "is a long text, which the journal can't name rows by: give it a limited length";
    }
    if (a.kind() != b.kind()) {
      return "is " + a.kind() + " on legacy and " + b.kind() + " on the target: give both one type";
    }
    if (a.form() == Form.INSTANT || b.form() == Form.INSTANT) {
      return "is an instant, which each session prints in its own zone: give it a type without one";
    }
    return switch (a.kind()) {
      case NUMBER, TIME -> scales(a, b);
      case TEXT -> "";
      case BINARY ->
          Math.max(a.stored().length(), b.stored().length()) > MOST_BYTES
              ? "is binary of more than " + MOST_BYTES + " bytes, too long for the journal"
              : "";
      default ->
          "is "
              + a.kind()
              + ", which the journal can't name rows by: leave the table out of the"
              + " plan";
    };
  }

  private static String scales(Column a, Column b) {
    return a.scale() == b.scale()
        ? ""
        : "has scale %d on legacy and %d on the target: give both one type"
            .formatted(a.scale(), b.scale());
  }
}
