/** What the simulation promises, and what it finds. */
package dev.cutover.sandbox.simulation;
