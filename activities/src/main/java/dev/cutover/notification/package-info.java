/** Tells people. */
package dev.cutover.notification;
