/** What stands behind an endpoint's name: addresses and secrets, known to workers only. */
package dev.cutover.endpoint;
