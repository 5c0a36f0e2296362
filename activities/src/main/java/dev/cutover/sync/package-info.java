/** Moves rows between the databases: bulk copy, journal delta, the way back, sequences. */
package dev.cutover.sync;
