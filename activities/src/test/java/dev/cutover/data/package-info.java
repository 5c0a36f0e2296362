/** What the activities promise about data, tried on H2 in Oracle mode and on MariaDB. */
package dev.cutover.data;
