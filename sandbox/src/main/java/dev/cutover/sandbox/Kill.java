package dev.cutover.sandbox;

import dev.cutover.sandbox.fault.Part;
import java.util.List;

/** Programs end with -9, all of them before the first is started again. */
record Kill(Ground ground, List<Part> programs) implements Deed {

  @Override
  public void begin() {
    if (programs.contains(Part.WORKER)) {
      ground.workers().kill();
    }
    if (programs.contains(Part.TEMPORAL)) {
      ground.world().temporal.program().kill();
    }
    if (programs.contains(Part.TARGET_DATABASE)) {
      ground.world().targetDatabase.kill();
    }
  }

  @Override
  public void mend() throws Exception {
    if (programs.contains(Part.TEMPORAL)) {
      ground.world().temporal.program().restart();
    }
    if (programs.contains(Part.WORKER)) {
      ground.workers().start();
    }
    if (programs.contains(Part.TARGET_DATABASE)) {
      ground.world().targetDatabase.restart();
    }
  }
}
