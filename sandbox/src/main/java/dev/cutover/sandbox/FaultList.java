package dev.cutover.sandbox;

import dev.cutover.plan.Step;
import dev.cutover.sandbox.fault.FaultCase;
import dev.cutover.sandbox.fault.FaultCases;
import dev.cutover.sandbox.fault.PlannedFault;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What can go wrong, a line each. */
final class FaultList {

  private FaultList() {}

  static void print(PrintStream out) {
    for (FaultCase fault : FaultCases.all()) {
      out.printf(
          Locale.ROOT, "%-28s %s; at %s%n", fault.name(), fault.what(), ranges(fault.steps()));
    }
  }

  /** Steps that follow each other as one range. */
  static String ranges(List<Step> steps) {
    List<String> words = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= steps.size(); i++) {
      boolean goesOn = i < steps.size() && PlannedFault.apart(steps.get(i - 1), steps.get(i)) == 1;
      if (!goesOn) {
        String from = steps.get(first).key();
        words.add(first == i - 1 ? from : from + ".." + steps.get(i - 1).key());
        first = i;
      }
    }
    return String.join(", ", words);
  }
}
