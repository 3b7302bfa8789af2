/** The words of the control pipes of l2tpd and xl2tpd, each a call of the facade. */
package org.jl2tpd.management.pipe;
