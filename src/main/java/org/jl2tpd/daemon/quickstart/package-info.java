/** The quick start: an LNS and a LAC in one process, with throw-away secrets, and a look at what they do. */
package org.jl2tpd.daemon.quickstart;
