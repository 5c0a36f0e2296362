/** What happened: a table on legacy, and a file that follows it. */
package dev.cutover.ledger;
