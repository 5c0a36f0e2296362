package dev.cutover.sandbox;

import dev.cutover.sandbox.simulation.SimulateCommand;
import dev.cutover.starter.CommandProvider;
import java.util.List;

/** The commands that need the whole world. */
public final class SandboxCommands implements CommandProvider {

  @Override
  public List<Object> commands() {
    return List.of(new DemoCommand(), new SimulateCommand());
  }
}
