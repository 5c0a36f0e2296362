/** Tells people, by webhook and by mail. */
package dev.cutover.notification;
