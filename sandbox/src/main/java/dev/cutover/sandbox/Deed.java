package dev.cutover.sandbox;

/** What a fault does to a world, and how it is mended. */
interface Deed {

  void begin() throws Exception;

  default void mend() throws Exception {}
}
