package dev.cutover.plan;

import java.util.List;

/**
 * The least privileges that accounts need on one kind of database, in its own SQL. Plans know no
 * database: whoever does is found by {@link java.util.ServiceLoader}.
 */
public interface DatabaseGrants {

  /** How this kind is called on the command line, and in the description of a side. */
  String kind();

  /**
   * Statements for the DBA of one side, each on a line of its own, with the reasons in comments.
   * What must be put in first stands there in angle brackets.
   *
   * @param environments of the plan, whose databases they are for
   */
  String script(Plan plan, Side side, List<String> environments);
}
