/** The command line: a client of Temporal that knows no address of the systems that move. */
package dev.cutover.starter;
