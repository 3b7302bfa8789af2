/**
 * Our daemon as a process against real peers (xl2tpd, itself) in network namespaces that each test makes and removes. Needs
 * root; every missing privilege or program skips a test with its reason. Logs and captures stay in {@code target/interop}.
 */
package org.jl2tpd.interop;
