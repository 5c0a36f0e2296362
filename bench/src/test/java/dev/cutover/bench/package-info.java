/** Measures the data engine beside what people use today: ratios of runs that take turns. */
package dev.cutover.bench;
