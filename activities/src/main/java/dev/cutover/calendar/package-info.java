/** On which days people work. */
package dev.cutover.calendar;
