package dev.cutover.activity;

import dev.cutover.plan.Side;

/** The databases of both sides. */
public record Databases(Database legacy, Database target) {

  public Database of(Side side) {
    return side == Side.LEGACY ? legacy : target;
  }
}
