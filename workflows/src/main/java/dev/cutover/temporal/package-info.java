/** How every program of the project reaches Temporal, and how it writes there. */
package dev.cutover.temporal;
