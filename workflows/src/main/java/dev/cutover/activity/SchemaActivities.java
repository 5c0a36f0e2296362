package dev.cutover.activity;

import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.SchemaFinding.Severity;
import dev.cutover.plan.Side;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether everything on legacy has a place on the target, before a row moves. */
@ActivityInterface(namePrefix = "Schema")
public interface SchemaActivities {

  /** All findings, waived ones too; heartbeats. */
  List<Finding> check(Databases databases, SchemaScope scope);

  /** Statements that make on the target what is missing there; they are not executed. */
  List<String> propose(Databases databases, SchemaScope scope);

  /**
   * Something that the schema check saw.
   *
   * @param side none where it concerns both
   * @param message what it is, and what to do
   * @param waivedBy the person who takes responsibility for it
   */
  record Finding(
      SchemaFinding name,
      Severity severity,
      @Nullable Side side,
      @Nullable String table,
      @Nullable String column,
      String message,
      @Nullable String waivedBy) {

    /** Whether no cutover may begin with it. */
    public boolean stops() {
      return severity == Severity.ERROR && waivedBy == null;
    }

    /** For people to read: {@code text-too-long: TARGET ORDERS.NAME: …}. */
    public String words() {
      String place = side == null ? "" : side + " ";
      String of = table == null ? "" : column == null ? table : table + "." + column;
      return name.key() + ": " + (place + of).strip() + ": " + message;
    }
  }
}
