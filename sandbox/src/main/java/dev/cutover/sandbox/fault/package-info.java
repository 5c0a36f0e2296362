/**
 * What can go wrong around a run: cases as data, and the wires on which things go wrong. A further
 * case is a folder with its {@code fault.yaml} under {@code faults}, and its name in the list
 * there.
 */
package dev.cutover.sandbox.fault;
