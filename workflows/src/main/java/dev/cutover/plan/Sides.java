package dev.cutover.plan;

import java.util.List;

/** What stands on each side, for people to read. */
public record Sides(Description legacy, Description target) {

  /** One side in words: its name and what it is made of. */
  public record Description(String title, List<String> components) {}
}
