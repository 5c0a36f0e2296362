package dev.cutover.sandbox;

/** One of two name servers hears of no change. */
record StaleServer(World world) implements Deed {

  @Override
  public void begin() {
    world.secondDns().fallBehind();
  }

  @Override
  public void mend() {
    world.secondDns().catchUp(world.dns());
  }
}
