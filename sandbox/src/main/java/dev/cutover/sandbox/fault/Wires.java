package dev.cutover.sandbox.fault;

/** The way from the worker to everything else. */
@FunctionalInterface
public interface Wires {

  /** Straight, where no fault is asked for. */
  Wires DIRECT = (part, address) -> address;

  /** An address of this machine as the worker is told it. */
  String through(Part part, String address);
}
