package dev.cutover.sandbox;

/** A worker that serves a world, in this process or in another. */
interface Served extends AutoCloseable {

  @Override
  void close();
}
