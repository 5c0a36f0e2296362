/** The workflows against a world in memory in which things go wrong, a seed a night. */
package dev.cutover.sandbox.simulation;
