/** {@code jl2tpctl}. */
package org.jl2tpd.cli;
