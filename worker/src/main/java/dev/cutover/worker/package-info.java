/** The worker program: settings, and the wiring of workers and task queues. */
package dev.cutover.worker;
