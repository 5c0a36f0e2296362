package dev.cutover.sandbox;

import dev.cutover.starter.ExitCode;
import java.io.IOException;

/**
 * Temporal and every worker are gone, somebody rolls back without them, and then they are back with
 * a run that knows nothing of it.
 */
record OfflineRollback(Ground ground, Kill asleep) implements Deed {

  @Override
  public void begin() throws Exception {
    asleep.begin();
    try {
      rollBack();
    } catch (IOException | InterruptedException e) {
      asleep.mend();
      throw e;
    }
  }

  private void rollBack() throws IOException, InterruptedException {
    World world = ground.world();
    String role = ground.plan().gates().discrepancy().role();
    OfflineCommand.Run rollback =
        new OfflineCommand(
                OfflineCommand.plan(world.directory()),
                ground.workers().settings(),
                world.keys(),
                ground.ids().cutover())
            .run(world.people.having(role).get(0), "Temporal is down");
    if (rollback.code() != ExitCode.ROLLED_BACK) {
      throw new IOException("it ended with " + rollback.code() + ": " + rollback.out());
    }
  }

  @Override
  public void mend() throws Exception {
    asleep.mend();
  }
}
