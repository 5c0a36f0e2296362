/** Compares the databases of both sides, cell by cell, through counts and digests. */
package dev.cutover.comparison;
