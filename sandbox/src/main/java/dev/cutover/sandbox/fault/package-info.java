/** What can go wrong around a run: cases as data, and the wires on which things go wrong. */
package dev.cutover.sandbox.fault;
