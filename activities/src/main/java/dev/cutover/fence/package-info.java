/** The one row in each database that says whether the business may write there. */
package dev.cutover.fence;
