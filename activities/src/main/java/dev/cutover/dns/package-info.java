/** DNS by RFC 2136, and finding services by their name. */
package dev.cutover.dns;
