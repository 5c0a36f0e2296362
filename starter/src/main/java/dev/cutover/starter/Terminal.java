package dev.cutover.starter;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The terminal that this program talks to, if it talks to one. */
public final class Terminal {

  private Terminal() {}

  /**
   * Its columns as {@code COLUMNS} or the terminal itself tells; 0 where no line can be redrawn.
   */
  public static int width() {
    if (!Ansi.AUTO.enabled()) {
      return 0;
    }
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(columns);
    }
    return new UsageMessageSpec().autoWidth(true).width();
  }
}
