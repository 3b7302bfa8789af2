/**
 * The datapath {@code kernel}: the kernel's L2TP driver carries the data of tunnels and sessions, and none of it enters the process.
 */
package org.jl2tpd.datapath.kernel;
