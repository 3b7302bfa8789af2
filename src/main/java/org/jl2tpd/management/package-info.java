/** The {@code Control} facade: everything an operator can do, and its faces. */
package org.jl2tpd.management;
