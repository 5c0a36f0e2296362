/** Batch schedulers of either side. */
package dev.cutover.batch;
