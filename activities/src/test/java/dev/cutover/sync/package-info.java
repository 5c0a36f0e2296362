/** How rows are found again by what the journal calls them. */
package dev.cutover.sync;
