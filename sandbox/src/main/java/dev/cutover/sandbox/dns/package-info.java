/** An authoritative DNS server on this machine. */
package dev.cutover.sandbox.dns;
