package dev.cutover.starter;

import java.util.List;

/** Adds commands to the command line; found by {@link java.util.ServiceLoader}. */
public interface CommandProvider {

  /** Objects with picocli's annotations. */
  List<Object> commands();
}
