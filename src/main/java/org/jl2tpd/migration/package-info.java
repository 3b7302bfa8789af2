/**
 * Makes our configuration of the files of OpenL2TP, xl2tpd and pppd, and accounts for every line of theirs. Each dialect has a parser, which knows its
 * grammar and nothing of us, and a table ({@link org.jl2tpd.migration.Rule}) of what becomes of what. Stateless between runs; reads files, so not for
 * the engine's thread.
 */
package org.jl2tpd.migration;
