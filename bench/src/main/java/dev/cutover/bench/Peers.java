package dev.cutover.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What people use today, run by {@code bench/peers}. */
final class Peers {

  private final Path script;
  private final MySql server;

  Peers(Path script, MySql server) {
    this.script = script;
    this.server = server;
  }

  /**
   * Compares the orders of two databases.
   *
   * @return how many differences it told
   */
  long compare(String peer, String legacy, String target) throws IOException, InterruptedException {
    return Long.parseLong(run(peer, legacy, target));
  }

  /** Copies the orders of one database into the empty table of another. */
  void copy(String peer, String legacy, String target) throws IOException, InterruptedException {
    run(peer, legacy, target);
  }

  String versions() throws IOException, InterruptedException {
    return Program.run(0, List.of(script.toString(), "versions"));
  }

  private String run(String peer, String legacy, String target)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(script.toString(), peer, server.directory().toString()));
    command.addAll(List.of(Integer.toString(server.port()), legacy, target, Orders.TABLE));
    return Program.run(0, command);
  }
}
